"""The lint of pages: findings in their prose, ignore comments that accept them, and a baseline."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from termbase.linking.prose import Prose, read_prose
from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.rules.prose_rules import PROSE_RULES, Finding
from termbase.rules.terminology import Terminology, terminology
from termbase.site.options import Level
from termbase.site.page_links import LinkStyle
from termbase.text.line_starts import lines

_HINT: Final = re.compile(r"<!--\s*termbase:\s*ignore\b(?P<rest>(?:(?!-->).)*)-->", re.DOTALL)
_PARTS: Final = re.compile(r"\s*(?P<codes>TB\d{3}(?:[\s,]+TB\d{3})*)?[\s:–—-]*(?P<reason>.*?)\s*", re.DOTALL)
BASELINE: Final = "termbase-baseline.tsv"
"""The usual name of a baseline, next to the settings of the site."""
Key = tuple[str, str, str]
"""Code, file and name: what a baseline counts findings by."""


@dataclass(slots=True, kw_only=True)
class _Hint:
    codes: tuple[str, ...]
    reason: str
    where: Location
    lines: range
    used: bool = False


class Linter:
    """Checks pages against one glossary.

    Args:
        style: The glossary, with the options for links.
        extensions: The Markdown extensions of the site, each with its options.
        levels: Severities that the site has set for single rules.
    """

    def __init__(
        self, style: LinkStyle, *, extensions: Mapping[str, Mapping[str, Any]], levels: Mapping[str, Level]
    ) -> None:
        self._style, self._extensions, self._levels = style, extensions, levels

    @cached_property
    def terminology(self) -> Terminology:
        """What to write and what not."""
        return terminology(self._style.glossary.on_site)

    def check(self, text: str, *, file: str, path: str = "") -> tuple[Finding, ...]:
        """The findings in one page, in order.

        Args:
            text: The page.
            file: Its path, for diagnostics.
            path: Its path in the folder of pages.
        """
        linker = self._style.linker(href=lambda target: target.path, path=path)
        prose = read_prose(
            text, file=file, linker=linker, plan=self._style.plan(), extensions=self._extensions,
            brackets=self._style.brackets,
        )  # fmt: skip
        found = [item for rule in PROSE_RULES for item in rule.check(prose, self.terminology)]
        found = [item for item in map(self._leveled, found) if item is not None]
        hints = list(_hints(prose))
        kept = [item for item in found if not _allowed(item.diagnostic, hints)]
        kept += (item for item in map(self._leveled, _wrong_hints(hints)) if item is not None)
        return tuple(sorted(kept, key=lambda item: (item.diagnostic.where, item.diagnostic.code, item.name)))

    def _leveled(self, item: Finding) -> Finding | None:
        level = self._levels.get(item.diagnostic.code)
        if level is Level.OFF:
            return None
        if level is None:
            return item
        return replace(item, diagnostic=replace(item.diagnostic, severity=Severity(level.value)))


def _hints(prose: Prose) -> Iterator[_Hint]:
    written = lines(prose.source)
    for match in _HINT.finditer(prose.source):
        if prose.is_code(match.start() + match.group().index("termbase")):
            continue
        line, column = prose.alignment.starts.at(match.start())
        last, after = prose.alignment.starts.at(match.end())
        parts = _PARTS.fullmatch(match["rest"])
        codes = re.findall(r"TB\d{3}", parts["codes"] or "") if parts else []
        alone = not (written[line - 1][: column - 1] + written[last - 1][after - 1 :]).strip()
        end = last + 1
        if alone:
            while end <= len(written) and written[end - 1].strip():
                end += 1
        yield _Hint(
            codes=tuple(codes), reason=parts["reason"] if parts else "",
            where=Location(file=prose.file, line=line, column=column), lines=range(line, end),
        )  # fmt: skip


def _allowed(diagnostic: Diagnostic, hints: Iterable[_Hint]) -> bool:
    """Whether a hint with a reason covers a finding."""
    covering = [h for h in hints if h.reason and diagnostic.code in h.codes and diagnostic.where.line in h.lines]
    for hint in covering:
        hint.used = True
    return bool(covering)


def _wrong_hints(hints: Iterable[_Hint]) -> Iterator[Finding]:
    for hint in hints:
        if not hint.codes or not hint.reason:
            what = "names no rule" if not hint.codes else "gives no reason"
            yield _about(
                hint, Code.IGNORED_WITHOUT_REASON, Severity.WARNING, f"this ignore comment {what}, so it has no effect",
                "Write <!-- termbase: ignore TB631: the reason -->, so that readers of the source know why.",
            )  # fmt: skip
        elif not hint.used:
            listed = ", ".join(hint.codes)
            yield _about(
                hint, Code.NOTHING_TO_IGNORE, Severity.WARNING, f"there is nothing to ignore for {listed} here",
                "Remove the comment: it would hide the next finding. It covers its own line or, on a line of its own, "
                "the paragraph below it.",
            )  # fmt: skip


def _about(hint: _Hint, code: str, severity: Severity, message: str, advice: str) -> Finding:
    diagnostic = Diagnostic(code=code, severity=severity, where=hint.where, message=message, hint=advice)
    return Finding(diagnostic=diagnostic, name=" ".join(hint.codes) or "hint")


def key(item: Finding) -> Key:
    """The key under which a baseline counts a finding."""
    return item.diagnostic.code, item.diagnostic.where.file, item.name


def read_baseline(text: str) -> Counter[Key]:
    """The findings that a baseline accepts.

    Raises:
        ValueError: A line has another form; the text names it.
    """
    counted: Counter[Key] = Counter()
    for number, line in enumerate(lines(text), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or not cells[3].isdecimal():
            raise ValueError(f"line {number} is not “code, file, name, count” with tabs between them")
        counted[cells[0], cells[1], cells[2]] += int(cells[3])
    return counted


def write_baseline(findings: Iterable[Finding]) -> str:
    """The baseline that accepts some findings, one line for each code, file and name."""
    counted = Counter(key(item) for item in findings if item.diagnostic.severity is not Severity.NOTE)
    rows = ("\t".join((*(_cell(part) for part in found), str(number))) for found, number in sorted(counted.items()))
    head = "# Existing findings that termbase lint accepts: code, file, name, count.\n"
    return head + "".join(f"{row}\n" for row in rows)


def _cell(text: str) -> str:
    return " ".join(text.split())


def beyond(
    findings: Iterable[Finding], accepted: Counter[Key], *, file: str, whole: bool
) -> tuple[tuple[Finding, ...], int]:
    """The findings that a baseline does not accept, and how many it does.

    Args:
        findings: All findings.
        accepted: The baseline.
        file: Its path, for diagnostics.
        whole: Whether all pages were checked, so that what the baseline lists beyond them is outdated.
    """
    left, kept = Counter(accepted), list[Finding]()
    for item in findings:
        found = tuple(_cell(part) for part in key(item))
        if item.diagnostic.severity is not Severity.NOTE and left[found[0], found[1], found[2]] > 0:
            left[found[0], found[1], found[2]] -= 1
        else:
            kept.append(item)
    used = accepted.total() - left.total()
    if whole and (outdated := left.total()):
        diagnostic = Diagnostic(
            code=Code.OUTDATED_BASELINE, severity=Severity.NOTE, where=Location(file=file),
            message=f"the baseline accepts findings that no longer exist: {outdated}",
            hint="Shrink it, so that they cannot come back: termbase lint --update-baseline",
        )  # fmt: skip
        kept.append(Finding(diagnostic=diagnostic, name="baseline"))
    return tuple(kept), used
