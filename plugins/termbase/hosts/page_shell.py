"""The shell that all pages of a kind share: the theme's part of them, with slots for the values of each page.

A sample page is rendered by the host with marks in place of its values. The finished page is cut at the marks. If the
theme transforms a value, such as by removing tags for the browser's title, a second sample with difficult values shows
how, and each page is filled in likewise.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from jinja2.filters import do_urlencode
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from termbase.site.facts import value_digest


class NotUniformError(Exception):
    """The theme shows something of a page that its values do not explain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageValues:
    """What a theme shows of one page; everything else is the same on all pages of its kind."""

    name: str
    """The last part of its address, without an ending."""
    title: str
    """Title, escaped for HTML."""
    description: str
    """Description, escaped for HTML."""
    edit: str
    """Where it can be edited, or ""."""
    data: str
    """Structured data as JSON, or ""."""
    content: str
    """Its HTML."""
    toc: tuple[tuple[str, str], ...] = ()
    """For each heading the id and the text, escaped for HTML."""


_HEADINGS: Final = 3
"""How many headings a sample has, so that the theme's list of them can be recognized as a repeated item."""


def marks(*, heading: bool) -> PageValues:
    """Marker values that occur nowhere else in a page.

    Args:
        heading: Whether the content has a heading of its own, which a theme would otherwise add.
    """
    tag = "h1" if heading else "p"
    return PageValues(
        name="qzname0zq",
        title="qztitle0zq",
        description="qzsummary0zq",
        edit="qzchange0zq",
        data='"qzdata0zq"',
        content=f'<{tag} id="qzcontent0zq"></{tag}>',
        toc=tuple((f"qzplace{n}zq", f"qzheading{n}zq") for n in range(_HEADINGS)),
    )


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place for a value."""

    value: str
    """Name of the value; `id` or `text` of a heading."""
    item: int | None = None
    """Number of the heading, if it is one."""


@dataclass(frozen=True, slots=True)
class _Headings:
    """A place for a list of headings."""

    slots: tuple[_Slot, ...]
    """What each item shows, in order."""
    between: tuple[str, ...]
    """The text between these within an item."""
    separator: str
    """The text between two items."""


_Part = str | _Slot | _Headings
_Key = tuple[int, int]
"""A slot: the number of its part, and its index within that part."""
_Sink = Callable[[str], str]

_SINKS: Final[tuple[_Sink, ...]] = (
    lambda value: value,
    lambda value: Markup(value).striptags(),
    lambda value: str(escape(Markup(value).striptags())),
    lambda value: str(escape(value)),
    do_urlencode,
    lambda value: do_urlencode(Markup(value).striptags()),
    lambda value: str(htmlsafe_json_dumps(value))[1:-1],
    lambda value: value.replace("blob" if "/blob/" in value else "edit", "raw"),
    lambda value: value.replace("edit", "blob"),
    lambda value: value.replace("/edit/", "/raw/").replace("/blob/", "/raw/"),
)
"""The transformations that themes apply to values, the most common first."""


@dataclass(slots=True)
class PageShell:
    """The pages of one kind without their values."""

    _parts: tuple[_Part, ...]
    _sinks: dict[_Key, _Sink] = field(default_factory=dict)

    @classmethod
    def cut(cls, html: str, values: PageValues) -> "PageShell":
        """The shell of a finished page that shows marks.

        Args:
            html: The page.
            values: The marks.

        Raises:
            NotUniformError: A list of headings does not repeat one item.
        """
        return cls(tuple(_with_headings(_split(html, _slots(values)))))

    def learn(self, html: str, values: PageValues) -> None:
        """Finds out how the theme writes each value.

        Args:
            html: A finished page that differs in nothing but its values.
            values: These; each must look different for everything that a theme may do to it.

        Raises:
            NotUniformError: The page differs in something else.
        """
        flat, place = list(self._flat(values)), 0
        for (key, text), (_, following) in zip(flat, [*flat[1:], (None, "")], strict=True):
            if key is None:
                written: str | None = text
            else:
                sinks = (self._sinks[key],) if key in self._sinks else _SINKS
                sink = next((sink for sink in sinks if html.startswith(sink(text) + following, place)), None)
                written = sink(text) if sink else None
                if sink:
                    self._sinks[key] = sink
            if written is None or not html.startswith(written, place):
                raise NotUniformError(_context(html, place))
            place += len(written)
        if place != len(html):
            raise NotUniformError(_context(html, place))

    @property
    def digest(self) -> bytes:
        """Equal for shells that produce the same page from the same values."""
        sinks = sorted((key, _SINKS.index(sink)) for key, sink in self._sinks.items())
        return value_digest((self._parts, sinks))

    def fill(self, values: PageValues) -> str:
        """A page of this kind."""
        sinks = self._sinks
        return "".join(text if key is None else sinks[key](text) for key, text in self._flat(values))

    def _flat(self, values: PageValues) -> Iterator[tuple[_Key | None, str]]:
        """Fixed texts (without a key) and values, alternating."""
        for number, part in enumerate(self._parts):
            if isinstance(part, str):
                yield None, part
            elif isinstance(part, _Slot):
                yield (number, 0), getattr(values, part.value)
            else:
                for at, (id, text) in enumerate(values.toc):
                    if at:
                        yield None, part.separator
                    for n, slot in enumerate(part.slots):
                        if n:
                            yield None, part.between[n - 1]
                        yield (number, n), id if slot.value == "id" else text


def _slots(values: PageValues) -> Mapping[str, _Slot]:
    found = {getattr(values, f.name): _Slot(f.name) for f in fields(values) if f.name != "toc"}
    for number, (id, text) in enumerate(values.toc):
        found |= {id: _Slot("id", number), text: _Slot("text", number)}
    return found


def _split(html: str, slots: Mapping[str, _Slot]) -> list[str | _Slot]:
    """Texts and slots, alternating; the first and the last are texts."""
    parts: list[str | _Slot] = []
    place = 0
    for mark in re.finditer("|".join(re.escape(mark) for mark in slots if mark), html):
        parts += [html[place : mark.start()], slots[mark.group()]]
        place = mark.end()
    return [*parts, html[place:]]


def _with_headings(parts: list[str | _Slot]) -> Iterator[_Part]:
    place = 0
    while place < len(parts):
        part = parts[place]
        if isinstance(part, str) or part.item is None:
            yield part
            place += 1
            continue
        end = place
        for at in range(place + 2, len(parts), 2):
            slot = parts[at]
            if isinstance(slot, str) or slot.item is None or slot.item < _item(parts[at - 2]):
                break
            end = at
        yield _repeated(parts[place : end + 1])
        place = end + 1


def _item(part: str | _Slot) -> int:
    return part.item if isinstance(part, _Slot) and part.item is not None else -1


def _repeated(parts: list[str | _Slot]) -> _Headings:
    """The one item that a list of headings repeats."""
    items: list[tuple[list[_Slot], list[str]]] = [([], []) for _ in range(_HEADINGS)]
    separators: list[str] = []
    for at in range(0, len(parts), 2):
        slot = parts[at]
        if not isinstance(slot, _Slot):
            raise AssertionError("texts and slots are in turn")
        slots, between = items[_item(slot)]
        if at:
            (between if slots else separators).append(str(parts[at - 1]))
        slots.append(_Slot(slot.value))
    if any(item != items[0] for item in items) or separators != [separators[0]] * (_HEADINGS - 1):
        raise NotUniformError("the list of headings")
    return _Headings(tuple(items[0][0]), tuple(items[0][1]), separators[0])


def _context(html: str, place: int) -> str:
    return " ".join(html[max(0, place - 40) : place + 40].split())
