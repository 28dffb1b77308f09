"""Foreign bytes have one entry: a module that parses by itself must say here why it may."""

import ast
from pathlib import Path

import termbase

PACKAGE = Path(termbase.__file__).parent
PARSERS = {
    "json": {"load", "loads"}, "yaml": {"load", "safe_load", "load_all", "parse", "compose", "scan"},
    "tomllib": {"load", "loads"}, "ElementTree": {"fromstring", "parse"}, "expat": {"ParserCreate"},
}  # fmt: skip
MAY = {
    "cli/pull.py": "the text has passed parse_remote",
    "cli/setup.py": "an answer of the command gh",
    "exports/extension.py": "a file of the package",
    "hosts/joined_site.py": "the index of a shard, of which the note has the hash",
    "hosts/search.py": "the index that the host has just written",
    "hosts/second_process.py": "what the copy of this process has just written, into a file without a name",
    "identity/merge/weights.py": "a file of the package",
    "imports/front_matter.py": "checked by check_depth; the size is that of the page",
    "imports/skos_places.py": "single strings of a text that the reader of SKOS has accepted",
    "review/github_writes.py": "the event of GitHub, answers of gh, and our own draft",
    "review/pull_request_comment.py": "has limits of its own, which are smaller",
    "site/cards/lettering.py": "a file of the package",
    "site/settings_file.py": "checked by check_yaml and check_depth",
    "text/inflection.py": "a file of the package",
    "text/query_words.py": "a file of the package",
    "text/untrusted.py": "the entry",
    "text/verbs.py": "a file of the package",
    "text/untrusted_yaml.py": "the entry",
    "yaml_files/syntax_errors.py": "up to 100,000 characters of what the strict reader refused",
    "yaml_files/tree.py": "the strict reader of term files",
}


def parsing() -> set[str]:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Attribute(attr=name, value=ast.Name(id=owner)) if name in PARSERS.get(owner, ()):
                    found.add(path.relative_to(PACKAGE).as_posix())
                case ast.ImportFrom(module=str(owner), names=names) if {n.name for n in names} & PARSERS.get(
                    owner, set()
                ):
                    found.add(path.relative_to(PACKAGE).as_posix())
    return found


def test_no_other_module_parses_what_strangers_wrote() -> None:
    new = parsing() - MAY.keys()
    assert new == set(), "read it with termbase.text.untrusted or untrusted_yaml, or say above why not"


def test_every_exception_is_still_one() -> None:
    assert MAY.keys() - parsing() == set()
