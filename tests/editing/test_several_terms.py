"""Files with several terms are edited in place, like files of one."""

from termbase.editing.list_items import with_items, with_key
from termbase.editing.rename import rename
from termbase.editing.tidy import fix, modeline_for
from termbase.editing.write_inverses import unwritten, with_inverses
from termbase.glossary import compile_glossary
from termbase.yaml_files.tree import parse

FILE = "concepts/billing.yml"
TEXT = """\
terms:
  # The usual word.
  - term: Invoice
    definition: Request for payment.
    related: [credit-note]  # both are sent
  - definition: Document that cancels an [[invoice]].
    term: Credit note
  - {term: Reminder, definition: Second request for payment.}
"""


def test_a_term_without_an_id_of_its_own_gets_one_when_it_is_renamed() -> None:
    glossary = compile_glossary([parse(TEXT, file=FILE)])
    result = rename(glossary, {FILE: TEXT}, "invoice", "bill", root="")
    assert result.moved is None
    assert result.texts[FILE] == (
        TEXT.replace("- term: Invoice\n", "- term: Invoice\n    id: bill\n")
        .replace("# both are sent\n", "# both are sent\n    former_ids: [invoice]\n")
        .replace("[[invoice]]", "[[bill|invoice]]")
    )


def test_a_file_named_like_one_of_its_terms_is_not_moved() -> None:
    glossary = compile_glossary([parse(TEXT, file="concepts/invoice.yml")])
    assert rename(glossary, {"concepts/invoice.yml": TEXT}, "invoice", "bill", root="").moved is None


def test_inverses_are_written_to_each_term_of_the_file() -> None:
    more = "term: Payment\ndefinition: Sum that is paid.\nrelated: [invoice, credit-note]\n"
    glossary = compile_glossary([parse(TEXT, file=FILE), parse(more, file="concepts/payment.yml")])
    result = with_inverses(TEXT, unwritten(glossary.termbase)[FILE])
    assert result.refused is None
    assert "related: [credit-note, payment]" in result.text
    assert "    term: Credit note\n    related: [invoice, payment]\n" in result.text
    again = compile_glossary([parse(result.text, file=FILE), parse(more, file="concepts/payment.yml")])
    assert unwritten(again.termbase) == {}


def test_a_term_in_braces_is_left_to_its_author() -> None:
    assert with_items(TEXT, "related", ["invoice"], within=("terms", 2)) is None
    assert with_key(TEXT, "id", "x", within=("terms", 2)) is None


def test_keys_are_put_in_order_within_each_term() -> None:
    result = fix(TEXT, file=FILE, modeline=modeline_for(FILE, several=True))
    assert result.text.startswith("# yaml-language-server: $schema=../../schemas/terms.schema.json\nterms:\n")
    assert "  - term: Credit note\n    definition: Document that cancels an [[invoice]].\n" in result.text
