"""Links to a term in the notations of wikis, and citations."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from termbase.site.sentences import Sentences

_TEX: Final[Mapping[int, str]] = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)
_MARKDOWN: Final[Mapping[int, str]] = str.maketrans({"<": "&lt;", **{sign: f"\\{sign}" for sign in "\\[]*_`"}})
_MEDIAWIKI: Final[Mapping[int, str]] = str.maketrans({"[": "&#91;", "]": "&#93;", "<": "&lt;", "&": "&amp;"})
_ATLASSIAN: Final[Mapping[int, str]] = str.maketrans({sign: f"\\{sign}" for sign in "\\[]|{}"})
_SLACK: Final[Mapping[int, str]] = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "\u00a6"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A text to copy, and the name of its notation."""

    name: str
    text: str


def links(term: str, *, url: str, sentences: Sentences) -> tuple[Snippet, ...]:
    """A link to a term's page in each notation that people paste it into.

    Args:
        term: The words of the link.
        url: Absolute address of the page.
        sentences: The sentences of the interface.
    """
    return (
        Snippet(name=sentences.text("copy.address"), text=url),
        Snippet(name="Markdown", text=f"[{term.translate(_MARKDOWN)}]({url})"),
        Snippet(name="HTML", text=f'<a href="{escape(url)}">{escape(term, quote=False)}</a>'),
        Snippet(name="Confluence, Jira", text=f"[{term.translate(_ATLASSIAN)}|{url}]"),
        Snippet(name="MediaWiki", text=f"[{url} {term.translate(_MEDIAWIKI)}]"),
        Snippet(name="Slack", text=f"<{url}|{term.translate(_SLACK)}>"),
    )


def citations(
    title: str, *, id: str, glossary: str, url: str, sentences: Sentences, changed: str = ""
) -> tuple[Snippet, ...]:
    """A citation of a term's page, plain and in BibTeX. It names no day of access, since a build has no clock.

    Args:
        title: The term with its abbreviation.
        id: The concept's id, for the key.
        glossary: Title of the glossary.
        url: Absolute address of the page.
        sentences: The sentences of the interface.
        changed: Date of the last change in ISO 8601, or "" if it is not known.
    """
    year = f"  year = {{{changed[:4]}}},\n" if changed else ""
    note = f"  note = {{Last changed {changed}}},\n" if changed else ""
    bibtex = (
        f"@misc{{{id},\n"
        f"  title = {{{{{title.translate(_TEX)}}}}},\n"
        f"  howpublished = {{{glossary.translate(_TEX)}}},\n"
        f"{year}{note}"
        f"  url = {{{url}}}\n"
        "}"
    )
    if changed:
        plain = sentences.text("copy.citation-dated", title=title, glossary=glossary, url=url, date=changed)
    else:
        plain = sentences.text("copy.citation", title=title, glossary=glossary, url=url)
    return (
        Snippet(name=sentences.text("copy.plain"), text=plain),
        Snippet(name="BibTeX", text=bibtex),
    )
