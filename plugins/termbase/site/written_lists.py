"""Lists that every page of a term has, written as text: a template would spend most of its time on their items."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from termbase.site.share import Snippet
from termbase.site.views.parts import TermLink

_TEXTS: Final = 1 << 15


@lru_cache(maxsize=_TEXTS, typed=True)  # an equal text that is HTML already stays as it is
def _escaped(text: str) -> str:
    return str(escape(text))


def written_link(link: TermLink) -> Markup:
    """The link to a term; behind one to a term of another glossary is the name of that glossary."""
    return Markup(_link(link))


def link_items(links: Iterable[TermLink]) -> Markup:
    """The items of a list of terms, each on a line of its own."""
    return Markup("".join([f"<li>{_link(link)}</li>\n" for link in links]))


def _link(link: TermLink) -> str:
    href, term = _escaped(link.href), _escaped(link.term)
    if not link.glossary:
        return f'<a class="term-link" data-term="{_escaped(link.id)}" href="{href}">{term}</a>'
    where = f'data-term="{_escaped(link.id)}" href="{href}"' if link.near else f'href="{href}" rel="external noopener"'
    return f'<a class="term-link" {where}>{term}</a> <span class="tb-small">({_escaped(link.glossary)})</span>'


def copy_items(items: Iterable[Snippet]) -> Markup:
    """The items of a list of texts to copy, each on a line of its own."""
    written = [(_escaped(item.name), escape(item.text)) for item in items]
    return Markup(
        "".join(
            [
                f'<div><dt>{name}</dt><dd><code data-tb-copy="{name}">{text}</code></dd></div>\n'
                for name, text in written
            ]
        )
    )
