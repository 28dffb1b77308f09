"""Recognizes titles of works and names of other things that happen to contain the name of a term."""

import re
from typing import Final
from xml.etree.ElementTree import Element

from termbase.linking.citations import CITED
from termbase.linking.index import LinkIndex, Match

TITLED: Final = frozenset(("cite", "em", "i"))
"""Elements in which titles of works are set."""
_SMALL: Final = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with")
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_BEFORE: Final = re.compile(r"(?P<sentence>^|[.!?:;,(\[“\"'‘—–|\n]\s*|\s{2,})?(?P<word>[^\W\d_]+) $")


def is_title(element: Element, index: LinkIndex) -> bool:
    """True for a cited source, and for emphasized text in title case: "*The Language of Business*".

    A name on its own, as in "*Net Revenue Retention*", is emphasized as a term and no title.
    """
    if CITED in element.attrib:
        return True
    if element.tag not in TITLED:
        return False
    text = "".join(element.itertext()).strip()
    words = _WORD.findall(text)
    main = [word for place, word in enumerate(words) if place == 0 or word not in _SMALL]
    if len(main) < 2 or not all(word[0].isupper() or word[0].isdigit() for word in main):
        return False
    return not any(match.start == 0 and match.end == len(text) for match in index.find(text))


def in_longer_name(text: str, match: Match) -> bool:
    """True for "Business Review" in "he wrote for Harvard Business Review".

    Two or more words are capitalized although the term is not, and another capitalized word that
    begins no sentence is directly in front of them. One word proves nothing: German capitalizes every noun.
    """
    words = [word for word in _WORD.findall(text[match.start : match.end]) if word not in _SMALL]
    if len(words) < 2 or not all(word[0].isupper() for word in words):
        return False
    if any(letter.isupper() for letter in match.target.name[1:]):
        return False
    before = _BEFORE.search(text[: match.start])
    return before is not None and before["sentence"] is None and before["word"].istitle()
