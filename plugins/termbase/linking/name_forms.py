"""The forms that a name may take in running text.

A name is a sequence of folded words. Between them the text may have blanks or a hyphen, and any other sign only where
the name has it; each word may be plural or possessive. An abbreviation must match in case, as must a name whose author
asks for it, and a single everyday word is not matched unless its author says so. A verb that the author lists has all
its forms. The script for foreign pages (`embed/termbase.js`) follows the same rules; one table of cases tests both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from termbase.model.author_files import Linking
from termbase.model.concept import Concept, Designation
from termbase.model.vocabulary import DesignationKind
from termbase.text.everyday import everyday_words
from termbase.text.folding import fold, fold_word, normalize
from termbase.text.verbs import verb_forms
from termbase.text.words import SLASH, Word, joined_spelling, joint, text_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One form that a name may have in text."""

    words: tuple[str, ...]
    """Folded words; between two of them a sign such as "/" where the name has one."""
    exact: str | None = None
    """The spelling that the text must have, for an abbreviation; None if capitals do not matter."""


def links_by_itself(name: Designation, concept: Concept) -> bool:
    """Whether a name links without markup: not if it is an everyday word or its file says so.

    One letter and a bare number are everyday words too.
    """
    linking = concept.own.linking if concept.own else None
    key = fold(name.text)
    if linking and any(key == fold(other) for other in linking.explicit):
        return False
    if linking and any(key == fold(other) for other in (*linking.always, *linking.exact, *_verbs(linking))):
        return True
    if len(key) == 1 or key.isdigit():
        return False
    return name.kind is DesignationKind.ABBREVIATION or key not in everyday_words()


def _verbs(linking: Linking) -> Iterator[str]:
    for verb in linking.verbs:
        yield from verb_forms(normalize(verb))


def linked_names(concept: Concept) -> Iterator[Designation]:
    """The names of a concept, and the forms of the verbs that its file lists for links."""
    yield from concept.designations
    for form in _verbs(concept.own.linking) if concept.own else ():
        yield Designation(text=form, kind=DesignationKind.VARIANT)


def surfaces(name: Designation, concept: Concept | None = None) -> Iterator[Surface]:
    """The forms that one name may have in text; none for a name without a letter or digit.

    Args:
        name: The name.
        concept: Its concept, whose file may hold the name to its own capitals.
    """
    text = normalize(name.text)
    found = text_words(text)
    if not any(character.isalnum() for character in text):
        return
    asked = concept.own.linking.exact if concept and concept.own else ()
    held = name.kind is DesignationKind.ABBREVIATION or len(text) == 1 or any(normalize(it) == text for it in asked)
    exact = _singular(joined_spelling(found)) if held else None
    yield from _with_and_without_slash(_sequence(text, found), exact)
    if len(found) > 1 and len(last := found[-1].written) == 1 and last.isupper():
        # "Q&As": in capitals, since "As" and "Is" are words as well.
        plural = (*_sequence(text, found)[:-1], fold_word(f"{last}s"))
        yield from _with_and_without_slash(plural, joined_spelling(found))
    if "-" in text and not held:
        closed = text.replace("-", "")
        yield from _with_and_without_slash(_sequence(closed, text_words(closed)), None)


def _singular(spelled: str) -> str:
    return spelled[:-1] if len(spelled) > 2 and spelled.endswith("s") and spelled[:-1].isupper() else spelled


def _sequence(text: str, found: Sequence[Word]) -> tuple[str, ...]:
    sequence: list[str] = []
    for index, word in enumerate(found):
        if index and (sign := joint(text, found[index - 1], word)):
            sequence.append(sign)
        sequence.append(word.folded)
    return tuple(sequence)


def _with_and_without_slash(sequence: tuple[str, ...], exact: str | None) -> Iterator[Surface]:
    if sequence:
        yield Surface(words=sequence, exact=exact)
    if SLASH in sequence:
        yield Surface(words=tuple(word for word in sequence if word != SLASH), exact=exact)
