"""Markdown of other systems as an HTML tree: CommonMark with tables, definition lists, footnotes, macros and wiki links."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final
from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from termbase.imports.html_tree import html_tree
from termbase.imports.imported import LeftOut
from termbase.imports.writer import MACRO, WIKI

_ARGUMENT: Final = re.compile(r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_NAME: Final = re.compile(r"[\w.:/-]+")
_TERM_MACROS: Final = frozenset(
    ("glossary_tooltip", "glossary", "glossary_definition", "glossterm", "term", "glossarytooltip")
)
"""Macros of Hugo, MDN and their like that link to a term."""
_WORD_MACROS: Final = frozenset(("domxref", "htmlelement", "cssxref", "jsxref", "httpheader", "httpmethod", "httpstatus",
                                 "svgelement", "svgattr", "mathmlelement", "csp", "rfc", "abbr", "ref"))  # fmt: skip
"""Macros whose first argument is a word of the text."""


_FOOTNOTE: Final = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\n]+)\]:(?P<text>[^\n]*(?:\n+[ \t]+[^\n]*)*)", re.MULTILINE)


def _macro_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the parser calls it so
    start = state.pos
    sign = "}}" if state.src.startswith("{{", start) else "%}" if state.src.startswith("{%", start) else ""
    if not sign or (end := state.src.find(sign, start)) < 0:
        return False
    if not silent:
        token = state.push("template_macro", "", 0)
        token.content = state.src[start + 2 : end].strip("<>%- \n")
    state.pos = end + 2
    return True


def _wiki_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the parser calls it so
    embed = state.src.startswith("![[", state.pos)
    start = state.pos + embed
    if not state.src.startswith("[[", start) or (end := state.src.find("]]", start)) < 0:
        return False
    inner = state.src[start + 2 : end]
    if "[" in inner or "\n" in inner or state.src.startswith("(", end + 2) or not inner.strip():
        return False
    if not silent:
        token = state.push("wiki_link", "", 0)
        token.content, token.meta = inner, {"embed": embed}
    state.pos = end + 2
    return True


def _comment_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the parser calls it so
    """A comment of MDX."""
    if not state.src.startswith("{/*", state.pos) or (end := state.src.find("*/}", state.pos)) < 0:
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = f"<!--{state.src[state.pos + 3 : end].replace('--', '- -')}-->"
    state.pos = end + 3
    return True


def _macro_html(content: str) -> str:
    name = _NAME.match(content.lstrip("/#"))
    folded = name.group().casefold() if name else ""
    arguments = {(m["key"] or str(n)): m["double"] if m["double"] is not None else m["single"]
                 for n, m in enumerate(_ARGUMENT.finditer(content))}  # fmt: skip
    listed = [value for value in arguments.values() if value]
    if folded in _TERM_MACROS and listed:
        target = arguments.get("term_id") or listed[0]
        words = arguments.get("text") or (listed[1] if len(listed) > 1 and "term_id" not in arguments else target)
        return f'<{MACRO} name="{escape(folded)}" target="{escape(target)}">{escape(words)}</{MACRO}>'
    if folded in _WORD_MACROS and listed:
        words = listed[1] if len(listed) > 1 else f"<{listed[0]}>" if "element" in folded else listed[0]
        return escape(words)
    return f'<{MACRO} name="{escape(folded or "{{ }}")}">{escape(content)}</{MACRO}>'


def _wiki_html(content: str, *, embed: bool) -> str:
    kind, colon, rest = content.partition(":")
    if colon and kind.strip() in ("ref", "xref", "tref"):
        names = [part.strip() for part in rest.split(",") if part.strip()]
        target = names[-1] if kind.strip() != "ref" and len(names) > 1 else (names or [""])[0]
        words = target
    else:
        target, bar, words = content.partition("|")
        words = words if bar else target.rsplit("/", 1)[-1]
    if embed:
        return f'<img src="{escape(target)}" alt="{escape(words)}">'
    return f'<{WIKI} target="{escape(target.strip())}">{escape(words.strip())}</{WIKI}>'


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    md.use(deflist_plugin).use(footnote_plugin)
    md.inline.ruler.before("link", "wiki_link", _wiki_rule)
    md.inline.ruler.before("image", "wiki_embed", _wiki_rule)
    md.inline.ruler.before("text", "template_macro", _macro_rule)
    md.inline.ruler.before("text", "mdx_comment", _comment_rule)

    def render_macro(_self: object, tokens: Sequence[Token], place: int, *_: object) -> str:
        return _macro_html(tokens[place].content)

    def render_wiki(_self: object, tokens: Sequence[Token], place: int, *_: object) -> str:
        return _wiki_html(tokens[place].content, embed=bool(tokens[place].meta.get("embed")))

    md.add_render_rule("template_macro", render_macro)
    md.add_render_rule("wiki_link", render_wiki)
    return md


_OPENED: Final = re.compile(r"\[{50,}")
"""More brackets in a row than a link has; the parser looks for the end of each in the rest of the text."""


def markdown_tree(text: str, *, where: str) -> tuple[Element, list[LeftOut]]:
    """The tree of a document, and what the parser keeps out of it.

    Args:
        text: Markdown without front matter.
        where: File, for what is left out.
    """
    md, left = _parser(), []
    if where.endswith(".mdx"):
        text, code = _without_modules(text)
        left += [LeftOut(kind="in MDX code", text=line, where=where) for line in code]
    text = _OPENED.sub(lambda run: "\\[" * len(run.group()), _joined_terms(text))
    env: dict[str, object] = {}
    html = md.render(text.replace("\x00", ""), env)
    references = env.get("references")
    for label, reference in references.items() if isinstance(references, dict) else ():
        address, title = str(reference.get("href", "")), str(reference.get("title", ""))
        if escape(address) not in html or title:
            words = f"{label} {title if escape(address) in html else f'{address} {title}'}"
            left.append(LeftOut(kind="link definitions", text=words.casefold().strip(), where=where))
    notes = env.get("footnotes")
    unused = (
        {label for label, number in notes.get("refs", {}).items() if number < 0} if isinstance(notes, dict) else set()
    )
    for found in _FOOTNOTE.finditer(text):
        if f":{found['label']}" in unused:
            left.append(LeftOut(kind="footnotes", text=" ".join(found["text"].split()), where=where))
    return html_tree(html), left


def _joined_terms(text: str) -> str:
    """The text with several terms above one definition of a list as one line, which is all that the parser knows."""
    lines = text.split("\n")
    made: list[str] = []
    run: list[str] = []
    fenced = False
    for line in [*lines, ""]:
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if (
            not fenced
            and re.match(r":[ \t]+\S", line)
            and len(run) > 1
            and all(re.match(r"[^\s:>#|*+`~<-]", one) for one in run)
        ):
            made[-len(run) :] = ["<br>".join(run)]
        if line.strip() and not fenced and not re.match(r":[ \t]", line):
            run.append(line)  # in place: a file may be one run of a hundred thousand lines
        else:
            run = []
        made.append(line)
    return "\n".join(made[:-1])


def _without_modules(text: str) -> tuple[str, list[str]]:
    """An MDX document without the lines that import and export."""
    kept: list[str] = []
    code: list[str] = []
    fenced = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        (code if not fenced and line.startswith(("import ", "export ")) else kept).append(line)
    return "\n".join(kept), code
