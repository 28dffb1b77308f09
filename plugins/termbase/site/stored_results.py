"""Results of commands, stored until something that they depend on changes."""

from collections.abc import Callable
from typing import TypeVar, cast

from termbase.site.inputs import Inputs, inputs
from termbase.site.settings import Settings
from termbase.site.signed_file import is_worth_storing, signed_file

_Result = TypeVar("_Result")


def stored_or_made(
    settings: Settings, make: Callable[[], _Result], *, holds: str, day: str = "", pages: bool
) -> _Result:
    """The stored result, if everything that it depends on is unchanged, or a new one, which is stored.

    Args:
        settings: The project's settings.
        make: Makes the result.
        holds: What the result is, in a word.
        day: The day (ISO 8601), if the result depends on it.
        pages: Whether it depends on hand-written pages.
    """
    cache = settings.cache
    file = signed_file(cache, holds=holds, glossary=settings.name) if cache is not None else None
    given = inputs(settings, day=day, pages=pages) if file is not None else None
    if file is None or given is None or not is_worth_storing(given.terms):
        return make()
    stored = cast("tuple[Inputs, _Result] | None", file.read())
    if stored is not None and stored[0] == given:
        return stored[1]
    made = make()
    # A file may have changed after its bytes were counted and before they were used.
    if inputs(settings, day=day, pages=pages) == given:
        file.write((given, made))
    return made
