"""The rules of matching written plainly, one word after the other: what the fast search must agree with."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import category, normalize

from termbase.linking.index import Indexed, Match, Target
from termbase.text.folding import fold_word
from termbase.text.words import Word, closed, joined_spelling, joint, stands_free, word_rules

SOLID, KANA = word_rules()["solid"], word_rules()["kana"]
HYPHENS = "-\u2010\u2011"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
MARK = "\u0300"
LETTER = rf"[^\W_{SOLID}{KANA}]"
LETTERS = rf"{LETTER}(?:{LETTER}|{MARK})*"
DOT = r"(?:(?:^|(?<=[\s(\[{\"'“‘«/–—-]))\.(?=[^\W\d_]))?"
WORD = re.compile(rf"{DOT}{LETTERS}(?:['’]{LETTERS})*[+#]*|&|[{SOLID}]{MARK}*|[{KANA}](?:[{KANA}]|{MARK})*")


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text."""
    shape = "".join(MARK if category(sign).startswith("M") or sign in INVISIBLE else sign for sign in text)
    for chunk in re.finditer(r"\S+", text):
        if any(sign in chunk[0] for sign in ("://", "@", "www.")):
            shape = shape[: chunk.start()] + "\0" * len(chunk[0]) + shape[chunk.end() :]
    found = []
    for match in WORD.finditer(shape):
        start, end = match.span()
        while text[end - 1] in INVISIBLE:
            end -= 1
        seen = "".join(sign for sign in text[start:end] if sign not in INVISIBLE)
        written = normalize("NFKC", seen).replace("’", "'") if not text[start:end].isascii() else seen
        found.append(Word(start, end, written, fold_word(written)))
    return tuple(found)


def find(entries: Iterable[Indexed], text: str) -> Iterator[Match]:
    """Yields the names in a text, given every form that they may have."""
    forms: dict[tuple[str, ...], dict[str | None, Target]] = {}
    for entry in entries:
        forms.setdefault(entry.words, {})[entry.exact] = entry.target
    beginnings = {words[:length] for words in forms for length in range(len(words) + 1)}
    words, end = words_of(text), 0
    for first, word in enumerate(words):
        if word.start >= end and (match := _longest(forms, beginnings, text, words, first)) is not None:
            yield match
            end = match.end


def _longest(
    forms: dict[tuple[str, ...], dict[str | None, Target]],
    beginnings: set[tuple[str, ...]],
    text: str,
    words: tuple[Word, ...],
    first: int,
) -> Match | None:
    best: Match | None = None
    states = list(_taken(beginnings, (), text, words, first))
    while states:
        following: list[tuple[tuple[str, ...], int]] = []
        for sequence, last in states:
            span = closed(text, words[first].start, words[last].end)
            if span and (best is None or span[1] > best.end) and stands_free(text, *span):
                target = _target(forms.get(sequence, {}), joined_spelling(words[first : last + 1]))
                best = Match(start=span[0], end=span[1], target=target) if target is not None else best
            if last + 1 < len(words):
                sign = joint(text, words[last], words[last + 1])
                following += _taken(beginnings, (*sequence, sign) if sign else sequence, text, words, last + 1)
        states = following
    return best


def _taken(
    beginnings: set[tuple[str, ...]], before: tuple[str, ...], text: str, words: tuple[Word, ...], index: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    steps = [(words[index].folded, index)]
    if index + 1 < len(words) and text[words[index].end : words[index + 1].start] in tuple(HYPHENS):
        steps.append((fold_word(words[index].written + words[index + 1].written), index + 1))
    yield from (((*before, word), last) for word, last in steps if (*before, word) in beginnings)


def _target(forms: dict[str | None, Target], spelled: str) -> Target | None:
    for form in (spelled, spelled.removesuffix("s"), None):
        if form in forms:
            return forms[form]
    return None
