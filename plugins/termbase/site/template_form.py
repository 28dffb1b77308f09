"""A packaged template as a form: rendered once with markers in place of its values, and filled in for each page.

It is for templates that print the texts of their view and do nothing else with them, of which a site has
thousands. A site's own template may do anything with a value, so it is rendered for each page.
"""

import re
from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final

from jinja2 import Environment
from markupsafe import escape

_SHARED: Final = frozenset(("sections",))
"""Fields of every view that forms do not show."""


def writer(env: Environment, kind: type[Any], *, packaged: bool) -> Callable[[Any], str]:
    """A function that makes the page of a view.

    Args:
        env: The templates.
        kind: The class of the views, whose fields are texts.
        packaged: Whether the template is the package's own.
    """
    template = env.get_template(kind.template)
    if not packaged:
        return lambda view: template.render(view=view)
    names = [field.name for field in fields(kind) if field.name not in _SHARED]
    forms: dict[tuple[bool, ...], list[str]] = {}

    def write(view: Any) -> str:
        texts = {name: getattr(view, name) for name in names}
        # A template may leave out a part that has nothing to show.
        shown = tuple(map(bool, texts.values()))
        if shown not in forms:
            marks = {name: f"qz{number}mark" if text else "" for number, (name, text) in enumerate(texts.items())}
            html = template.render(view=kind(**marks))
            by_mark = {mark: name for name, mark in marks.items() if mark}
            forms[shown] = [
                by_mark.get(part, part) for part in re.split(f"({'|'.join(map(re.escape, by_mark)) or '$^'})", html)
            ]
        parts = forms[shown].copy()
        parts[1::2] = [str(escape(texts[name])) for name in parts[1::2]]
        return "".join(parts)

    return write
