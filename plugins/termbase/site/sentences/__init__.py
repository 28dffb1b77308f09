"""The catalogue of sentences: every word of the interface, by key, in files that a translator can edit.

`text/en.po` of the package has them all. A catalogue for another language or for a site's own wording
replaces those it has; what it leaves out stays English.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from gettext import c2py
from importlib.resources import files
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Final

from markupsafe import Markup, escape

from termbase.model.codes import Code
from termbase.model.reason import PLACE, Reason, ReasonValue
from termbase.reading.validate import nearest
from termbase.text.english import english_header, english_texts
from termbase.text.po import Message, PoError, headers, read_po
from termbase.text.regular_files import read_text
from termbase.text.untrusted import UntrustedError
from termbase.yaml_files.tree import MAX_BYTES

PACKAGED: Final = files("termbase.text")
"""The folder of the packaged catalogues, each with the name of its language."""
COUNT: Final = "n"
"""The value that chooses the form of a sentence that counts something."""
_PLURAL: Final = "plural="
_MOST: Final = 50
"""Problems of one catalogue that are listed."""
_COUNTS: Final = (*range(1_001), 10_000, 99_999, 1_000_000)
"""Counts that a rule for plural forms is tried with."""
_DIGITS: Final = 3
"""Digits of a group of a large number."""


class SentencesError(ValueError):
    """A catalogue that cannot be used; each problem names the file, the line and the fix."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Sentences:
    """The sentences of an interface."""

    language: str
    """Their language (BCP 47)."""
    texts: Mapping[str, tuple[str, ...]] = field(hash=False)
    """The text of each key; several for a sentence that counts something."""
    form: Callable[[int], int] = field(compare=False, repr=False)
    """The number of the form for a count."""
    plural: str
    """The same as an expression of `n`, as the catalogue has it; scripts read it, too."""
    own: frozenset[str] = frozenset()
    """The keys whose texts are not the packaged English ones."""

    @cached_property
    def _escaped(self) -> Mapping[str, tuple[Markup, ...]]:
        return {key: tuple(Markup(escape(text)) for text in forms) for key, forms in self.texts.items()}

    @cached_property
    def _constant(self) -> dict[str, str]:
        """The texts that have been asked for without values; every page asks for dozens."""
        return {}

    def _form(self, key: str, values: Mapping[str, object]) -> int:
        count, forms = values.get(COUNT), len(self.texts[key])
        return min(self.form(count), forms - 1) if isinstance(count, int) and forms > 1 else 0

    def text(self, key: str, /, **values: object) -> str:
        """A sentence as plain text.

        Args:
            key: Its key.
            values: What replaces the words in braces; a number gets its separators.
        """
        if not values:
            if key not in self._constant:
                self._constant[key] = self.texts[key][0].format_map({})
            return self._constant[key]
        chosen = self.texts[key][self._form(key, values)]
        return chosen.format_map({name: self._written(value) for name, value in values.items()})

    def markup(self, key: str, /, **values: object) -> Markup:
        """A sentence as HTML: the sentence itself and plain values are escaped, values of HTML are kept."""
        if not values:
            return self._escaped[key][0]
        chosen = self._escaped[key][self._form(key, values)]
        # As text: `Markup.format` takes ten times as long for the same.
        written = {name: escape(self._written(value)) for name, value in values.items()}
        return Markup(str.format_map(chosen, written))

    def reason(self, reason: str) -> str:
        """The reason why two entries are one, or the evidence against it; an author's words are unchanged."""
        if not isinstance(reason, Reason):
            return reason
        values = {name: self._part(name, value) for name, value in reason.values.items()}
        return self.text(reason.key, **values)

    def _part(self, name: str, value: ReasonValue) -> object:
        if isinstance(value, tuple):
            return self.texts["list.quoted"][0].join(value)
        if isinstance(value, str):
            return self.place(value) if name == PLACE else self.reason(value)
        return value

    def _written(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) else value

    def number(self, value: int) -> str:
        """A number with a sign between groups of three digits."""
        return f"{value:,}".replace(",", self.number_group)

    @property
    def number_group(self) -> str:
        """The sign between groups of three digits."""
        return self.texts["number.group"][0]

    def date(self, date: str) -> str:
        """An ISO date as text: "2022-08-01" is "August 1, 2022"; it may also be only a month or a year."""
        year, *rest = date.split("-")
        if not rest:
            return year
        month = self.text(f"month.{int(rest[0])}")
        if len(rest) == 1:
            return self.text("date.month", month=month, year=year)
        return self.text("date.day", month=month, day=str(int(rest[1])), year=year)

    def place(self, locator: str) -> str:
        """A location in a source as text: "L57" is "line 57"; other locators are unchanged."""
        digits = locator.removeprefix("L")
        known = locator != digits and digits.isascii() and digits.isdecimal()
        return self.text("place.line", number=digits) if known else locator


@cache
def english() -> Sentences:
    """The packaged sentences."""
    fields = english_header()
    plural = _plural(fields)
    return Sentences(
        language=fields["language"],
        texts=english_texts(),
        form=c2py(plural),
        plural=plural,
    )


def _plural(fields: Mapping[str, str]) -> str:
    """The rule for plural forms in the header of a catalogue, or ""."""
    return fields.get("plural-forms", "").partition(_PLURAL)[2].rstrip("; ")


def with_catalogue(base: Sentences, text: str, *, file: str) -> Sentences:
    """Sentences with those of a catalogue in place of the ones that have the same keys.

    Args:
        base: The sentences for keys that the catalogue leaves out.
        text: The content of a .po file. Its header may be left out; then it is in the language of the base.
        file: Its name, for messages.

    Raises:
        SentencesError: It is not a .po file, has keys or words in braces that do not exist, or too few forms.
    """
    try:
        messages = tuple(read_po(text))
    except PoError as error:
        raise SentencesError((_told(file, f"{error}.", error.line, error.column),)) from None
    fields = next((headers(message) for message in messages if not message.key), {})
    form, plural, problems = base.form, base.plural, []
    if rule := _plural(fields):
        try:
            form, plural = _tried(c2py(rule)), rule
        except (ValueError, ArithmeticError) as error:
            problems.append(_told(file, f"the rule for plural forms “{rule[:100]}” cannot be used: {error}."))
        if "/" in rule:
            # Scripts read the rule as well, and their division leaves no whole number.
            problems.append(_told(file, f"the rule for plural forms “{rule[:100]}” divides; use the remainder (%)."))
    wanted = [message for message in messages if message.key and any(message.forms)]
    for message in wanted:
        if len(problems) >= _MOST:
            problems.append(_told(file, "and more problems after these.", message.line, message.column))
            break
        problems += (_told(file, words, message.line, message.column) for words in _wrong(message, base))
    if problems:
        raise SentencesError(tuple(problems))
    texts = {message.key: tuple(text for text in message.forms if text) for message in wanted}
    return Sentences(
        language=fields.get("language") or base.language,
        texts=MappingProxyType({**base.texts, **texts}),
        form=form,
        plural=plural,
        own=base.own | texts.keys(),
    )


def _told(file: str, words: str, line: int = 1, column: int = 1) -> str:
    return f"{file}:{line}:{column}: error {Code.UNUSABLE_CATALOG}: {words}"


def _tried(form: Callable[[int], int]) -> Callable[[int], int]:
    """A rule that gives a form for every count; one that divides by the count would fail on some page, some day."""
    for count in _COUNTS:
        if form(count) < 0:
            raise ValueError(f"it gives form {form(count)} for {count}")
    return form


def _wrong(message: Message, base: Sentences) -> list[str]:
    """What is wrong with a sentence of a catalogue."""
    if message.key not in base.texts:
        near = nearest(message.key, base.texts)
        return [f"there is no sentence “{message.key}”." + (f" Did you mean “{near}”?" if near else "")]
    known = _names(base.texts[message.key])
    try:
        used = _names(message.forms)
    except ValueError as error:
        return [f"the braces of “{message.key}” do not match: {error}."]
    if any(spec or conversion for text in message.forms for _, _, spec, conversion in Formatter().parse(text)):
        return [f"“{message.key}” has more than a name within braces; only the name of a value belongs there."]
    problems = [f"“{message.key}” has no value {{{name}}}; it has {_listed(known)}." for name in sorted(used - known)]
    problems += (
        f"“{message.key}” must show {{{name}}}, or readers miss it." for name in sorted(known - used - {COUNT})
    )
    return problems


def _names(texts: tuple[str, ...] | list[str]) -> frozenset[str]:
    return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def read_sentences(paths: tuple[Path, ...], *, language: str = "", asked: bool = False) -> Sentences:
    """The sentences of a language: the packaged ones with those of catalogues, each in place of the ones before it.

    A catalogue that names another language is left out if there is one for this language.

    Args:
        paths: The catalogues of a site.
        language: The language (BCP 47); a catalogue for `fr` serves `fr-CA` as well.
        asked: Whether there must be sentences in the language.

    Raises:
        SentencesError: A catalogue cannot be read or used, or there is none for a language that was asked for.
    """
    sentences, read = _packaged(language) or english(), [(path.name, _text(path)) for path in paths]
    languages = {file: _language(text) for file, text in read}
    fitting = any(_serves(own, language) for own in languages.values() if own)
    if asked and not fitting and not _serves(sentences.language, language):
        listed = sorted({own for own in languages.values() if own} | {sentences.language})
        words = (
            f"option “language”: there are no sentences in “{language[:50]}”, only in {', '.join(listed)}. Copy the packaged"
            " catalogue (termbase/text/en.po), set its “Language:”, translate it, and list it under “sentences”."
        )
        raise SentencesError((words,))
    for file, text in read:
        if not fitting or not languages[file] or _serves(languages[file], language):
            sentences = with_catalogue(sentences, text, file=file)
    return sentences


def _packaged(language: str) -> Sentences | None:
    """The packaged sentences of a language other than English, if there are some."""
    for tag in _tags(language):
        path = PACKAGED.joinpath(f"{tag}.po")
        if tag != english().language and path.is_file():
            return with_catalogue(english(), path.read_text("utf-8"), file=path.name)
    return None


def _tags(language: str) -> Iterator[str]:
    """A language tag and the more general ones: fr-CA, fr."""
    parts = language.replace("_", "-").casefold().split("-")
    yield from ("-".join(parts[:size]) for size in range(len(parts), 0, -1))


def _serves(own: str, language: str) -> bool:
    return own.replace("_", "-").casefold() in _tags(language)


def _language(text: str) -> str:
    """The language that a catalogue names, or ""; what is wrong with one is said where it is used."""
    try:
        return next((headers(message).get("language", "") for message in read_po(text) if not message.key), "")
    except PoError:
        return ""


def _text(path: Path) -> str:
    try:
        return read_text(path, limit=MAX_BYTES, follow=True).removeprefix("\ufeff")
    except OSError as error:
        words = f"the catalogue of sentences cannot be read: {error.strerror}. Check its name and permissions."
        raise SentencesError((_told(path.name, words),)) from None
    except UntrustedError as error:
        words = f"{error.message}. {error.hint}"
        raise SentencesError((_told(path.name, words, error.line, error.column),)) from None
