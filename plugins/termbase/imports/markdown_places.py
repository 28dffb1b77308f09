"""Where the blocks and pieces of a Markdown text were, written into the HTML that the parser makes of it.

The parser reports the lines of a block, but nothing about positions within a line. Each inline rule is therefore
wrapped to record where it began in its tokens.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from termbase.imports.html_tree import marked
from termbase.imports.places import Place, first_sign

SOURCE_KEY: Final = "termbase-source"
"""The key of the environment under which a `Source` is."""
_AT: Final = "termbase-at"
_OFTEN: Final = ("text", "newline", "escape", "entity", "emphasis", "strikethrough", "backticks")
"""Rules for elements that are never reported; they run at every character."""
_Rule = Callable[[StateInline, bool], bool]


@dataclass(slots=True)
class Source:
    """The text that is parsed, as the imported file has it."""

    lines: Sequence[str]
    """The lines that the parser sees."""
    numbers: Sequence[int]
    """The line of the file that each of them is, counted from 1."""
    mark: str
    """The tag that says where the next element was; see `html_tree`."""
    reached: dict[int, int] = field(default_factory=dict)
    """How far the cells of a line have been found."""
    block: list[Place] = field(default_factory=list)
    """The place of each line of the text within the block that is being written."""
    starts: list[int] = field(default_factory=list)
    """Where these lines begin in that text."""

    def line(self, number: int) -> Place:
        """The first sign of a line, counted from 0."""
        if not 0 <= number < len(self.lines):
            return Place(self.numbers[-1] if self.numbers else 1)
        return first_sign(self.lines[number], self.numbers[number])

    def enter(self, token: Token) -> None:
        """Finds the lines of a text within a block, so that its pieces have places."""
        first = token.map[0] if token.map else 0
        self.block, self.starts, offset = [], [], 0
        for number, part in enumerate(token.content.split("\n"), first):
            place = self.line(number)
            if number < len(self.lines) and part:
                found = self.lines[number].find(part, self.reached.get(number, 0))
                if found >= 0:
                    place, self.reached[number] = Place(place.line, found + 1), found + len(part)
            self.block.append(place)
            self.starts.append(offset)
            offset += len(part) + 1

    def within(self, offset: int) -> Place | None:
        """The place of an offset in the text within the block."""
        if not self.block:
            return None
        at = max(bisect_right(self.starts, offset) - 1, 0)
        return Place(self.block[at].line, self.block[at].column + offset - self.starts[at])


class PlacedRenderer(RendererHTML):
    """Writes the HTML of tokens with a mark in front of each element whose place is known."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """The HTML of blocks."""
        source = env.get(SOURCE_KEY)
        if not isinstance(source, Source):
            return super().render(tokens, options, env)
        made: list[str] = []
        entered: Token | None = None
        for number, token in enumerate(tokens):
            if token.type == "inline":
                if token is not entered:
                    source.enter(token)
                made.append(self.renderInline(token.children or [], options, env))
                continue
            if token.map and token.nesting >= 0 and not token.hidden:
                place = source.line(token.map[0])
                following = tokens[number + 1] if number + 1 < len(tokens) else None
                if following is not None and following.type == "inline":
                    source.enter(following)
                    entered = following
                    if token.type != "heading_open" and source.block:
                        place = source.block[0]
                made.append(marked(source.mark, place, exact=token.type == "html_block"))
            made.append(self._one(tokens, number, options, env))
        return "".join(made)

    def renderInline(self, tokens: Sequence[Token], options: Any, env: Any) -> str:  # noqa: N802 -- the parser calls it so
        """The HTML of the pieces within a block."""
        source = env.get(SOURCE_KEY)
        if not isinstance(source, Source):
            return super().renderInline(tokens, options, env)
        made: list[str] = []
        for number, token in enumerate(tokens):
            if token.type != "text" and token.nesting >= 0 and (at := token.meta.get(_AT)) is not None:
                made.append(marked(source.mark, source.within(at), exact=token.type == "html_inline"))
            made.append(self._one(tokens, number, options, env))
        return "".join(made)

    def _one(self, tokens: Sequence[Token], number: int, options: Any, env: Any) -> str:
        rule = self.rules.get(tokens[number].type)
        return str(rule(tokens, number, options, env)) if rule else self.renderToken(tokens, number, options, env)


def keep_places(md: MarkdownIt) -> None:
    """Makes each inline rule record where it began."""
    names, rules = md.get_active_rules()["inline"], md.inline.ruler.getRules("")
    for name, rule in zip(names, rules, strict=True):
        if name not in _OFTEN:
            md.inline.ruler.at(name, _noting(rule))


def _noting(rule: _Rule) -> _Rule:
    def noted(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the parser calls it so
        start, known = state.pos, len(state.tokens)
        done = rule(state, silent)
        for token in state.tokens[known:]:
            token.meta.setdefault(_AT, start)
        return done

    return noted
