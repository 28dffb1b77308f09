"""AsciiDoc glossaries: description lists, sections, tables and names in bold, such as in books and manuals.

There is no parser of AsciiDoc for Python that is kept up to date, so the blocks that glossaries have
are turned into HTML here, and the reader of HTML pages finds the terms.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final

from termbase.imports.admonitions import opening_tags
from termbase.imports.asciidoc_inline import Inline
from termbase.imports.asciidoc_languages import in_language
from termbase.imports.html_page import read_trees
from termbase.imports.html_tree import free_mark, html_tree, marked
from termbase.imports.imported import ImportOptions, LeftOut, Reading, in_all
from termbase.imports.places import Place, first_sign, shown_place
from termbase.text.line_starts import LineStarts, lines

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
_KINDS: Final = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
_ADMONITION: Final = re.compile(rf"(?P<kind>{'|'.join(_KINDS)}):\s+(?P<rest>.*)$")
_CELL: Final = re.compile(r"(?:(?<=\s)|^)(?:\d*(?:\.\d+)?[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?\|")
_DEEPEST: Final = 12


def looks_like_asciidoc(text: str) -> bool:
    """Whether a text with a general ending is AsciiDoc: it has a description list or a title of its kind."""
    return bool(re.search(r"^(?:=+ \S|\[glossary\]|[^\s:/][^:\n]*::(?:\s|$))", text, re.MULTILINE))


def read_asciidoc(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads pages of AsciiDoc; links between their terms stay links."""
    parts = {name: in_language("\n".join(lines(text)), options) for name, text in files.items()}
    taken = {name: "\n".join(line for line, _ in part) for name, (part, _) in parts.items()}
    own = {name: dict(_anchors(text)) for name, text in taken.items()}
    everywhere = {anchor: title for anchors in own.values() for anchor, title in anchors.items()}
    pages: dict[str, _Blocks] = {}
    for name, (part, foreign) in parts.items():
        pages[name] = _Blocks(
            lines=[line.rstrip() for line, _ in part], numbers=[number for _, number in part], where=name,
            mark=free_mark(taken[name]), anchors={**everywhere, **own[name]},
        )  # fmt: skip
        for code, words, place in foreign:
            pages[name].leave_out(f"in other languages ({code})", words, place)
    trees = {name: html_tree("\n".join(page.blocks()), place=Place(), mark=page.mark) for name, page in pages.items()}
    made = zip(pages.values(), read_trees(trees, options), strict=True)
    return in_all(_with_rest(reading, page) for page, reading in made)


def _anchors(text: str) -> Iterator[tuple[str, str]]:
    """The anchors in a page, each with the heading or term after it."""
    for found in _ANCHORED.finditer(text):
        yield found["id"] or found["short"], (found["heading"] or found["term"]).strip()


def _with_rest(reading: Reading, page: "_Blocks") -> Reading:
    """Reads one page, with the parts that HTML cannot express. A page that only includes others has no terms."""
    joins = not reading.terms and any(one.kind == "included files" for one in page.left)
    problems = () if joins else reading.problems
    return replace(reading, left_out=(*reading.left_out, *page.left), problems=problems)


@dataclass(slots=True, kw_only=True)
class _Blocks:
    """Reads the blocks of one page from top to bottom."""

    lines: list[str]
    numbers: list[int]
    """The line of the file that each of them is, counted from 1."""
    where: str
    mark: str
    """The tag that says where the next element was; see `html_tree`."""
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

    def at(self, line: int, words: str = "") -> Place:
        """The place of a line, or of the first words in it.

        Args:
            line: Which of the lines, from 0.
            words: What is looked for in the line.
        """
        if not self.lines:
            return Place()
        line = min(line, len(self.lines) - 1)
        text = self.lines[line]
        found = text.find(words) if words else -1
        return Place(self.numbers[line], 1 + found) if found >= 0 else first_sign(text, self.numbers[line])

    def marked(self, line: int, words: str = "") -> str:
        """The tag that says where the next element is."""
        return marked(self.mark, self.at(line, words))

    def leave_out(self, kind: str, text: str, place: Place | None = None) -> None:
        """Records words that are in no block, and where they are; without a place, in this line."""
        if words := " ".join(text.split()):
            self.left.append(
                LeftOut(kind=kind, text=words, where=shown_place(self.where, place or self.at(self.place)))
            )

    def inline(self, text: str, line: int) -> str:
        """The HTML of a text that begins in a line."""

        def leave_out(kind: str, words: str, offset: int) -> None:
            above = text.count("\n", 0, offset)
            start = text.rfind("\n", 0, offset) + 1
            number, column = self.at(line + above, text[start:].partition("\n")[0].strip())
            self.leave_out(kind, words, Place(number, column + offset - start))

        return Inline(leave_out=leave_out, attributes=self.attributes, anchors=self.anchors).html(text)

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
        line, at = self.line, self.place
        if self.skipped():
            return ""
        if found := _HEADING.match(line):
            self.place += 1
            level = len(found["level"])
            title = f"{self.marked(self.place - 1)}<h{level}>{self.inline(found['title'], self.place - 1)}</h{level}>"
            if level == 1:
                self._authors()
            return title
        if (level := self._underlined()) and line.strip():
            self.place += 2
            if level == 1:
                self._authors()
            return f"{self.marked(at)}<h{level}>{self.inline(line.strip(), at)}</h{level}>"
        if _FENCE.match(line):
            return self._delimited()
        if (mark := self._mark()) is not None:
            return self._list(mark, around)
        if line in ("'''", "---", "***", "<<<"):
            self.place += 1
            return "<hr>"
        if line.startswith(".") and not line.startswith((". ", "..")):
            self.place += 1
            return f"{self.marked(at)}<p>{self.inline(line[1:], at)}</p>"
        return self._paragraph()

    def _underlined(self) -> int:
        """The level of a title whose next line underlines it; 0 if there is none."""
        title, below = self.line.strip(), self.lines[self.place + 1] if self.place + 1 < len(self.lines) else ""
        fits = len(below) > 2 and abs(len(below) - len(title)) <= 3 and title[:1].isalnum()
        return _UNDERLINES.index(below[0]) + 1 if fits and _UNDERLINE.match(below) else 0

    def skipped(self) -> bool:
        """Skips a line without text of the page: a comment, an attribute, a directive, a style, or an anchor."""
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
            if self.style not in _KINDS:  # the title of a note
                self.leave_out("attributes of blocks", self.style.removeprefix("glossary"))
            self.leave_out("anchors", found["id"] or "")
        else:
            return False
        self.place += 1
        return True

    def _authors(self) -> None:
        """Skips the lines below the title of a document: its author and version."""
        while self.more and self.line.strip():
            if not self.skipped():
                self.leave_out("authors and versions", self.line)
                self.place += 1

    def _paragraph(self) -> str:
        first, at = self.line, self.place
        taken: list[str] = []
        while self.more and self.line.strip() and not (taken and self._begins()):
            taken.append(self.line)
            self.place += 1
        if first.startswith(" ") and not self.style:
            return f"{self.marked(at)}<pre>{escape(chr(10).join(taken))}</pre>"
        style, self.style = self.style, ""
        text = "\n".join(line.strip() for line in taken)
        kind = style if style in _KINDS else ""
        if not kind and (found := _ADMONITION.match(text)):
            kind, text = found["kind"], text[len(found["kind"]) + 1 :].strip()
        html = f"{self.marked(at)}<p>{self.inline(text, at)}</p>"
        return f"{opening_tags(kind.lower())}{html}</div>" if kind else html

    def _begins(self) -> bool:
        """Whether a line ends the paragraph above it."""
        line = self.line
        return bool(
            _FENCE.match(line) or _STYLE.match(line) or _ANCHOR.match(line) or line == "+" or line.startswith("//")
        )

    def _mark(self) -> tuple[str, str, str] | None:
        """The kind of list item that a line begins, the name in it, and the text after it."""
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
            at = self.place
            self.place += 1
            body = self._item(here, (*around, kind))
            if described:
                name = f"{self.marked(at)}<dt>{self.inline(here[1], at)}</dt>"
                items.append(name + (f"<dd>{body}</dd>" if body else ""))
            else:
                items.append(f"{self.marked(at)}<li>{body}</li>")
            self._gap()
        return f"<{tag}>{''.join(items)}</{tag}>"

    def _item(self, mark: tuple[str, str, str], around: tuple[str, ...]) -> str:
        """The content of one item, with what is joined to it by a plus sign or nested in it."""
        taken = [mark[2]] if mark[2] else []
        at = self.place - 1
        if not taken:
            self._gap()
            at = self.place
            if self.more and _HEADING.match(self.line):
                return ""
        while self.more and self.line.strip() and self._mark() is None and not self._begins():
            taken.append(self.line.strip())
            self.place += 1
        parts = [f"{self.marked(at, mark[2])}<p>{self.inline(chr(10).join(taken), at)}</p>"] if taken else []
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
        """Skips empty lines and comments."""
        while self.more and (not self.line.strip() or (self.line.startswith("//") and not _FENCE.match(self.line))):
            if not self.line.strip() or not self.skipped():
                self.place += 1

    def _delimited(self) -> str:
        """A block between two lines of signs."""
        found = _FENCE.match(self.line)
        fence = found["fence"] if found else ""
        language = found["language"] if found else ""
        at = self.place
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
                self.leave_out("comments", text, self.at(at + 1))
                return ""
            case "+":
                self.leave_out("raw passages", text, self.at(at + 1))
                return ""
            case "|" | "!":
                return self._table(inner, style, fence[0], at + 1)
            case "," | ":":
                return f"{self.marked(at)}<pre>{escape(text)}</pre>"
            case "-" | "." | "`" if fence != "--":
                named = re.match(r"source\s*,\s*(?:linenums,)?(?P<name>\w+)", style)
                language = named["name"] if named else language
                kind = f' class="language-{language}"' if language else ""
                return f"{self.marked(at)}<pre><code{kind}>{escape(text)}</code></pre>"
        if self.depth >= _DEEPEST:
            return f"{self.marked(at)}<p>{self.inline(text, at + 1)}</p>"
        part = _Blocks(
            lines=inner, numbers=self.numbers[at + 1 : at + 1 + len(inner)], where=self.where, mark=self.mark, left=self.left,
            attributes=self.attributes, anchors=self.anchors, depth=self.depth + 1,
        )  # fmt: skip
        html = "".join(part.blocks())
        if style in _KINDS:
            return f"{opening_tags(style.lower())}{html}</div>"
        tag = "blockquote" if fence[0] == "_" else "div"
        return f"<{tag}>{html}</{tag}>"

    def _table(self, lines: list[str], style: str, sign: str, at: int) -> str:
        """A table; its header is the first line, before an empty one, or is announced.

        Args:
            lines: The lines between its signs.
            style: The attributes above it.
            sign: What begins a cell.
            at: Where its first line is.
        """
        text = "\n".join(line.replace("!", "|") if sign == "!" else line for line in lines).replace("\\|", "\0")
        shown = [line for line in text.split("\n") if line.strip()]
        first = len(_CELL.findall(shown[0])) if shown else 0
        columns = re.search(r"cols\s*=\s*\"?(?P<spec>[^\"\]]+)", style)
        width = len(re.split(r"[,;]", columns["spec"])) if columns else first
        if columns and (times := re.match(r"(\d{1,9})\*", columns["spec"])):
            width = int(times[1])
        starts = list(_CELL.finditer(text))
        self.leave_out("text outside the cells of tables", text[: starts[0].start()] if starts else text, self.at(at))
        header = "header" in style or (len(lines) > 1 and bool(lines[0].strip()) and not lines[1].strip())
        places = LineStarts(text)
        cells: list[str] = []
        for number, start in enumerate(starts):
            end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
            cell = text[start.end() : end].replace("\0", "|")
            line = (
                at + places.at(start.end() + len(cell) - len(cell.lstrip()) if cell.strip() else start.start())[0] - 1
            )
            cell = cell.strip()
            tag = "th" if header and number < width else "td"
            opened = self.marked(line, cell.partition("\n")[0])
            row = f"{self.marked(line)}<tr>" if width and number % width == 0 else ""
            cells.append(f"{row}{opened}<{tag}>{self.inline(cell, line)}</{tag}>")
        return f"{self.marked(max(at - 1, 0))}<table>{''.join(cells) if width else ''}</table>"
