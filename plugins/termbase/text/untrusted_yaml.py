"""YAML of other systems, held to the limits of foreign files before anything is made of it.

Each alias counts as many values as it repeats, so a file of a few lines cannot expand to a million values.
Term files have a stricter reader, `termbase.yaml_files.tree`, which refuses aliases.
"""

from collections.abc import Iterator
from typing import Any, Final, NoReturn

import yaml

from termbase.text.line_starts import LineStarts
from termbase.text.untrusted import MAX_FOREIGN_DEPTH, MAX_FOREIGN_VALUES, LimitError, UntrustedError

QUICK_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader on libyaml, ten times as fast as the one in Python, where PyYAML was built with it."""
_CHARACTERS: Final = 64
"""A text counts as one value more for so many characters, so that repeating a long one has an end too."""
_HINT: Final = "Compare this part with a working file."


def yaml_events(text: str) -> Iterator[Any]:
    """The events of a text, of ordinary depth and size.

    Raises:
        UntrustedError: It is not YAML, is too deep or too large, or an alias refers to nothing. The error comes
            where the problem is, so what was before it has been yielded.
    """
    opened: list[tuple[str | None, int]] = []
    known: dict[str, int] = {}
    total = 0
    events = yaml.parse(text.removeprefix("\ufeff"), Loader=QUICK_LOADER)
    while True:
        try:
            event = next(events, None)
        except yaml.YAMLError as error:
            raise not_yaml(error, text) from None
        except (ValueError, RecursionError) as error:  # an escape beyond Unicode, in PyYAML's own parser
            raise UntrustedError(f"this is not valid YAML: {error}", hint=_HINT) from None
        if event is None:
            return
        size = 0
        match event:
            case yaml.ScalarEvent():
                size = 1 + len(event.value) // _CHARACTERS
                if event.anchor:
                    known[event.anchor] = size
            case yaml.AliasEvent():
                if event.anchor not in known:
                    _refuse(event, text, f"the alias “*{event.anchor}” refers to nothing, or to what it is part of")
                size = known[event.anchor]
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(opened) >= MAX_FOREIGN_DEPTH:
                    _refuse(event, text, f"the file is more than {MAX_FOREIGN_DEPTH} levels deep", limit=True)
                opened.append((event.anchor, total))
                size = 1
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                anchor, before = opened.pop()
                if anchor:
                    known[anchor] = total - before
        total += size
        if total > MAX_FOREIGN_VALUES:
            _refuse(event, text, f"the file is made of more than {MAX_FOREIGN_VALUES:,} values", limit=True)
        yield event


def check_yaml(text: str) -> None:
    """Checks YAML before another reader makes values of it; see `yaml_events`."""
    for _ in yaml_events(text):
        pass


def not_yaml(error: yaml.YAMLError, text: str) -> UntrustedError:
    """The refusal for what the library cannot read, at the place that it names."""
    mark = getattr(error, "problem_mark", None)
    words = " ".join(str(getattr(error, "problem", None) or "it cannot be read").split())
    line, column = _place(text, mark.index if mark else 0)
    return UntrustedError(f"this is not valid YAML: {words}", hint=_HINT, line=line, column=column)


def _place(text: str, index: int) -> tuple[int, int]:
    """A place with lines counted as in editors: the library also treats U+2028 and U+0085 as line breaks."""
    return LineStarts(text).at(index + text.startswith("\ufeff"))


def _refuse(event: Any, text: str, message: str, *, limit: bool = False) -> NoReturn:
    line, column = _place(text, event.start_mark.index)
    kind, hint = (LimitError, "Flatten it or split it.") if limit else (UntrustedError, "Write the value out.")
    raise kind(message, hint=hint, line=line, column=column)
