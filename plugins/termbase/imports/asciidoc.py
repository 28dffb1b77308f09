"""AsciiDoc glossaries: description lists, sections, tables and names in bold, such as in books and manuals.

There is no parser of AsciiDoc for Python that is kept up to date, so the blocks that glossaries have
are turned into HTML here, and the reader of HTML pages finds the terms.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final

from termbase.imports.asciidoc_inline import Inline
from termbase.imports.html_page import read_trees
from termbase.imports.html_tree import html_tree
from termbase.imports.imported import LeftOut, Options, Reading, in_all

_HEADING: Final = re.compile(r"(?P<level>={1,6}|#{1,6})\s+(?P<title>\S.*?)(?:\s+(?P=level))?$")
_UNDERLINE: Final = re.compile(r"=+$|-+$|~+$|\^+$|\++$")
_UNDERLINES: Final = "=-~^+"
_ANCHORED: Final = re.compile(
    r"^(?:\[[^\[\]\n]*\])?(?:\[\[(?P<id>[^\],\n]+)(?:,[^\]\n]*)?\]\]|\[#(?P<short>[\w.-]+)\])\s*?"
    r"(?:\n(?://[^\n]*)?|\n\[[^\n]*\])*(?:={1,6}[ ]+(?P<heading>[^\n]+)|(?P<term>[^\n\[][^\n]*?)\s*:{2,4}(?=\s|$))",
    re.MULTILINE,
)
"""An anchor in front of a heading or a term."""
_ATTRIBUTE: Final = re.compile(r":(?P<name>!?\w[\w-]*!?):(?:\s+(?P<value>.*))?$")
_DIRECTIVE: Final = re.compile(r"(?P<name>include|ifdef|ifndef|ifeval|endif|toc|video|audio)::(?P<rest>.*)$")
_STYLE: Final = re.compile(r"\[(?!\[)(?P<style>[^\]]*|[^\[\]]*\[[^\]]*\])\](?:\[\[(?P<id>[^\]]+)\]\])?$")
_ANCHOR: Final = re.compile(r"\[\[(?P<id>[^\],]+)(?:,[^\]]*)?\]\]$")
_FENCE: Final = re.compile(
    r"(?P<fence>-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|`{3,}|--|[|,:!]={3,})(?P<language>\w*)$"
)
_TERM: Final = re.compile(r"\s*(?P<text>\S.*?|)(?P<mark>:{2,4}|;;)(?:\s+(?P<rest>\S.*))?$")
_ITEM: Final = re.compile(r"\s*(?P<mark>\*{1,5}|-|\.{1,5}|\d{1,4}\.|<\d+>)\s+(?P<rest>\S.*)$")
_ADMONITION: Final = re.compile(r"(?P<kind>NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+(?P<rest>.*)$")
_TAGGED: Final = re.compile(
    r"^// *tag::(?P<code>[A-Za-z]{2})\[\] *\n(?P<words>.*?)^// *end::(?P=code)\[\] *$", re.MULTILINE | re.DOTALL
)
"""A part of a page in one language."""
_CELL: Final = re.compile(r"(?:(?<=\s)|^)(?:\d*(?:\.\d+)?[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?\|")
_DEEPEST: Final = 12


def looks_like_asciidoc(text: str) -> bool:
    """Whether a text with a general ending is AsciiDoc: it has a description list or a title of its kind."""
    return bool(re.search(r"^(?:=+ \S|\[glossary\]|[^\s:/][^:\n]*::(?:\s|$))", text, re.MULTILINE))


def read_asciidoc(files: Mapping[str, str], options: Options) -> Reading:
    """Reads pages of AsciiDoc; links between their terms stay links."""
    parts = {name: _in_language(text, options) for name, text in files.items()}
    own = {name: dict(_anchors(text)) for name, (text, _) in parts.items()}
    everywhere = {anchor: title for anchors in own.values() for anchor, title in anchors.items()}
    pages: dict[str, _Blocks] = {}
    for name, (text, foreign) in parts.items():
        lines = [line.rstrip() for line in text.split("\n")]
        pages[name] = _Blocks(lines=lines, where=name, anchors={**everywhere, **own[name]})
        for code, words in foreign:
            pages[name].leave_out(f"in other languages ({code})", words)
    trees = {name: html_tree("\n".join(page.blocks())) for name, page in pages.items()}
    made = zip(pages.values(), read_trees(trees, options), strict=True)
    return in_all(_with_rest(reading, page) for page, reading in made)


def _anchors(text: str) -> Iterator[tuple[str, str]]:
    """The anchors in a page, each with the heading or term behind it."""
    for found in _ANCHORED.finditer(text):
        yield found["id"] or found["short"], (found["heading"] or found["term"]).strip()


def _with_rest(reading: Reading, page: "_Blocks") -> Reading:
    """What was read of a page, with what has no place in HTML. A page that only joins others has no terms."""
    joins = not reading.terms and any(one.kind == "included files" for one in page.left)
    problems = () if joins else reading.problems
    return replace(reading, left_out=(*reading.left_out, *page.left), problems=problems)


def _in_language(text: str, options: Options) -> tuple[str, list[tuple[str, str]]]:
    """A text without the parts that are tagged as another language, and those parts."""
    codes = {found["code"].casefold() for found in _TAGGED.finditer(text)}
    if len(codes) < 2:
        return text, []
    language = (options.language or options.glossary_language).partition("-")[0].casefold()
    wanted = language if language in codes else min(codes)
    foreign = [(m["code"].casefold(), m["words"]) for m in _TAGGED.finditer(text) if m["code"].casefold() != wanted]
    return _TAGGED.sub(lambda m: m[0] if m["code"].casefold() == wanted else "", text), foreign


@dataclass(slots=True, kw_only=True)
class _Blocks:
    """Reads the blocks of one page from top to bottom."""

    lines: list[str]
    where: str
    left: list[LeftOut] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    anchors: Mapping[str, str] = field(default_factory=dict)
    """The headings and terms that links lead to, by their anchors."""
    depth: int = 0
    place: int = 0
    style: str = ""
    """The attributes in brackets above the next block."""

    @property
    def line(self) -> str:
        return self.lines[self.place]

    @property
    def more(self) -> bool:
        return self.place < len(self.lines)

    def leave_out(self, kind: str, text: str) -> None:
        """Notes words that are in no block."""
        if words := " ".join(text.split()):
            self.left.append(LeftOut(kind=kind, text=words, where=self.where))

    def inline(self, text: str) -> str:
        """The HTML of a text."""
        return Inline(leave_out=self.leave_out, attributes=self.attributes, anchors=self.anchors).html(text)

    def blocks(self) -> list[str]:
        """The HTML of every block up to the end."""
        made: list[str] = []
        while self.more:
            if not self.line.strip():
                self.place += 1
            else:
                made.append(self.block(()))
        return made

    def block(self, around: tuple[str, ...]) -> str:
        """The HTML of the block that begins here; "" for what is not shown.

        Args:
            around: The marks of the lists around it.
        """
        line = self.line
        if self.skipped():
            return ""
        if found := _HEADING.match(line):
            self.place += 1
            level = len(found["level"])
            title = f"<h{level}>{self.inline(found['title'])}</h{level}>"
            if level == 1:
                self._authors()
            return title
        if (level := self._underlined()) and line.strip():
            self.place += 2
            if level == 1:
                self._authors()
            return f"<h{level}>{self.inline(line.strip())}</h{level}>"
        if _FENCE.match(line):
            return self._delimited()
        if (mark := self._mark()) is not None:
            return self._list(mark, around)
        if line in ("'''", "---", "***", "<<<"):
            self.place += 1
            return "<hr>"
        if line.startswith(".") and not line.startswith((". ", "..")):
            self.place += 1
            return f"<p>{self.inline(line[1:])}</p>"
        return self._paragraph()

    def _underlined(self) -> int:
        """The level of a title whose next line underlines it; 0 where there is none."""
        title, below = self.line.strip(), self.lines[self.place + 1] if self.place + 1 < len(self.lines) else ""
        fits = len(below) > 2 and abs(len(below) - len(title)) <= 3 and title[:1].isalnum()
        return _UNDERLINES.index(below[0]) + 1 if fits and _UNDERLINE.match(below) else 0

    def skipped(self) -> bool:
        """Passes over a line that holds no text of the page: a comment, an attribute, a directive, a style or an anchor."""
        line = self.line
        if line.startswith("//") and not line.startswith("///"):
            self.leave_out("comments", line[2:])
        elif (found := _ATTRIBUTE.match(line)) is not None:
            value = found["value"] or ""
            while value.endswith((" \\", " +")) and self.place + 1 < len(self.lines):
                self.place += 1
                value = f"{value[:-2]} {self.line.strip()}"
            self.attributes[found["name"].strip("!")] = value
            self.leave_out("attributes of the page", f"{found['name']}: {value}")
        elif (found := _DIRECTIVE.match(line)) is not None:
            kind = "included files" if found["name"] == "include" else "directives"
            self.leave_out(kind, found["rest"])
        elif (found := _ANCHOR.match(line)) is not None:
            self.leave_out("anchors", found["id"])
        elif (found := _STYLE.match(line)) is not None:
            self.style = found["style"]
            self.leave_out("attributes of blocks", self.style.removeprefix("glossary"))
            self.leave_out("anchors", found["id"] or "")
        else:
            return False
        self.place += 1
        return True

    def _authors(self) -> None:
        """Passes over the lines below the title of a document: its author and version."""
        while self.more and self.line.strip():
            if not self.skipped():
                self.leave_out("authors and versions", self.line)
                self.place += 1

    def _paragraph(self) -> str:
        first = self.line
        taken: list[str] = []
        while self.more and self.line.strip() and not (taken and self._begins()):
            taken.append(self.line)
            self.place += 1
        if first.startswith(" ") and not self.style:
            return f"<pre>{escape(chr(10).join(taken))}</pre>"
        self.style = ""
        text = "\n".join(line.strip() for line in taken)
        if found := _ADMONITION.match(text):
            text = text[len(found["kind"]) + 1 :].strip()
            return f"<p>{found['kind'].capitalize()}: {self.inline(text)}</p>"
        return f"<p>{self.inline(text)}</p>"

    def _begins(self) -> bool:
        """Whether a line ends the paragraph above it."""
        line = self.line
        return bool(
            _FENCE.match(line) or _STYLE.match(line) or _ANCHOR.match(line) or line == "+" or line.startswith("//")
        )

    def _mark(self) -> tuple[str, str, str] | None:
        """The kind of list item that a line begins, the name in it, and the text behind."""
        line = self.line
        if found := _ITEM.match(line):
            mark = found["mark"]
            return ("1." if mark[0].isdigit() else mark[:1] if mark[0] == "<" else mark), "", found["rest"]
        found = _TERM.match(line)
        if found and found["text"] and "::" not in found["text"] and not found["text"].startswith("//"):
            return found["mark"], found["text"], found["rest"] or ""
        return None

    def _list(self, mark: tuple[str, str, str], around: tuple[str, ...]) -> str:
        kind = mark[0]
        described = kind in ("::", ":::", "::::", ";;")
        tag = "dl" if described else "ol" if kind[0] in ".1<" else "ul"
        items: list[str] = []
        self.style = ""
        while self.more and (here := self._mark()) is not None and here[0] == kind:
            self.place += 1
            body = self._item(here, (*around, kind))
            if described:
                items.append(f"<dt>{self.inline(here[1])}</dt>" + (f"<dd>{body}</dd>" if body else ""))
            else:
                items.append(f"<li>{body}</li>")
            self._gap()
        return f"<{tag}>{''.join(items)}</{tag}>"

    def _item(self, mark: tuple[str, str, str], around: tuple[str, ...]) -> str:
        """The content of one item, with what is joined to it by a plus sign or nested in it."""
        taken = [mark[2]] if mark[2] else []
        if not taken:
            self._gap()
            if self.more and _HEADING.match(self.line):
                return ""
        while self.more and self.line.strip() and self._mark() is None and not self._begins():
            taken.append(self.line.strip())
            self.place += 1
        parts = [f"<p>{self.inline(chr(10).join(taken))}</p>"] if taken else []
        while self.more:
            self._gap()
            here = self._mark() if self.more else None
            if self.more and self.line == "+":
                self.place += 1
                self._gap()
                while self.more and self.skipped():
                    self._gap()
                parts += [self.block(around)] if self.more else []
            elif here is not None and here[0] not in around and len(around) < _DEEPEST:
                parts.append(self._list(here, around))
            else:
                break
        return "".join(parts)

    def _gap(self) -> None:
        """Passes over empty lines and comments."""
        while self.more and (not self.line.strip() or (self.line.startswith("//") and not _FENCE.match(self.line))):
            if not self.line.strip() or not self.skipped():
                self.place += 1

    def _delimited(self) -> str:
        """A block between two lines of signs."""
        found = _FENCE.match(self.line)
        fence = found["fence"] if found else ""
        language = found["language"] if found else ""
        self.place += 1
        inner: list[str] = []
        while self.more and self.line != fence:
            inner.append(self.line)
            self.place += 1
        self.place += 1
        style, self.style = self.style, ""
        text = "\n".join(inner)
        match fence[0]:
            case "/":
                self.leave_out("comments", text)
                return ""
            case "+":
                self.leave_out("raw passages", text)
                return ""
            case "|" | "!":
                return self._table(inner, style, fence[0])
            case "," | ":":
                return f"<pre>{escape(text)}</pre>"
            case "-" | "." | "`" if fence != "--":
                named = re.match(r"source\s*,\s*(?:linenums,)?(?P<name>\w+)", style)
                language = named["name"] if named else language
                kind = f' class="language-{language}"' if language else ""
                return f"<pre><code{kind}>{escape(text)}</code></pre>"
        if self.depth >= _DEEPEST:
            return f"<p>{self.inline(text)}</p>"
        part = _Blocks(
            lines=inner, where=self.where, left=self.left, attributes=self.attributes, anchors=self.anchors,
            depth=self.depth + 1,
        )  # fmt: skip
        tag = "blockquote" if fence[0] == "_" else "div"
        return f"<{tag}>{''.join(part.blocks())}</{tag}>"

    def _table(self, lines: list[str], style: str, sign: str) -> str:
        """A table; its header is the first line, before an empty one, or is announced."""
        text = "\n".join(line.replace("!", "|") if sign == "!" else line for line in lines).replace("\\|", "\0")
        shown = [line for line in text.split("\n") if line.strip()]
        first = len(_CELL.findall(shown[0])) if shown else 0
        columns = re.search(r"cols\s*=\s*\"?(?P<spec>[^\"\]]+)", style)
        width = len(re.split(r"[,;]", columns["spec"])) if columns else first
        if columns and (times := re.match(r"(\d+)\*", columns["spec"])):
            width = int(times[1])
        before, *cells = _CELL.split(text)
        self.leave_out("text outside the cells of tables", before)
        header = "header" in style or (len(lines) > 1 and bool(lines[0].strip()) and not lines[1].strip())
        rows = [cells[at : at + width] for at in range(0, len(cells), width)] if width else []
        made = []
        for number, row in enumerate(rows):
            tag = "th" if header and number == 0 else "td"
            written = (self.inline(cell.replace("\0", "|").strip()) for cell in row)
            made.append(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in written)}</tr>")
        return f"<table>{''.join(made)}</table>"
