"""Lists on every term page, written as text, because a template would spend most of its time on their items."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from termbase.site.escaped_text import escaped_text
from termbase.site.share import Snippet
from termbase.site.views.parts import TermLink


def written_link(link: TermLink, *, stop: bool = True) -> Markup:
    """The link to a term; behind one to a term of another glossary is the name of that glossary.

    Args:
        link: The link.
        stop: Whether the Tab key stops at it, which it need not if a link to the same term comes next.
    """
    return Markup(_link(link, "" if stop else ' tabindex="-1"'))


def link_items(links: Iterable[TermLink]) -> Markup:
    """The items of a list of terms, each on a line of its own."""
    return Markup("".join([f"<li>{_link(link)}</li>\n" for link in links]))


def _link(link: TermLink, more: str = "") -> str:
    href, term = escaped_text(link.href), escaped_text(link.term)
    if not link.glossary:
        return f'<a class="term-link" data-term="{escaped_text(link.id)}" href="{href}"{more}>{term}</a>'
    where = (
        f'data-term="{escaped_text(link.id)}" href="{href}"' if link.near else f'href="{href}" rel="external noopener"'
    )
    return (
        f'<a class="term-link" {where}{more}>{term}</a> <span class="tb-small">({escaped_text(link.glossary)})</span>'
    )


def copy_items(items: Iterable[Snippet]) -> Markup:
    """The items of a list of texts to copy, each on a line of its own."""
    written = [(escaped_text(item.name), escape(item.text)) for item in items]
    return Markup(
        "".join(
            [
                f'<div><dt>{name}</dt><dd><code data-tb-copy="{name}">{text}</code></dd></div>\n'
                for name, text in written
            ]
        )
    )
