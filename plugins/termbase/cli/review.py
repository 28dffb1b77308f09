"""`termbase review`: which of these are one concept?"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from termbase.cli._refused import Refused
from termbase.cli._side_by_side import side_by_side
from termbase.cli._terminal import say, say_json
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.escaping import visible
from termbase.text.untrusted import UntrustedError, read_json

if TYPE_CHECKING:
    from termbase.editing.decide import Answer
    from termbase.identity.review_queue import Item
    from termbase.model.author_files import Decision

_WORDS: Final[Mapping[str, bool | None]] = {
    "same": True, "same_as": True, "one": True, "yes": True,
    "different": False, "distinct": False, "distinct_from": False, "two": False, "no": False,
    "later": None, "skip": None,
}  # fmt: skip


@click.command("review")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--answers",
    type=click.File("r", encoding="utf-8", errors="replace"),
    help="JSON with answers to store; - reads standard input.",
)
@click.option("--all", "every", is_flag=True, help="Include low-risk merges.")
@click.option("--limit", type=click.IntRange(min=1), help="Maximum number of questions.")
@click.option("--by", default="", help="Your name, stored with each answer.")
@click.option("--confirm-changed", is_flag=True, help="Confirm every decision whose entries have changed since.")
@glossary_option
def command(
    form: str, answers: Any, every: bool, limit: int | None, by: str, confirm_changed: bool, workspace: Workspace
) -> None:
    """Decide which entries are one concept.

    Shows the open questions and the doubtful merges, the most doubtful first, two entries side by
    side with the evidence for and against. Answer with one key: s same, d different, l later, o open in
    your editor, u undo, q quit; S and D ask for a reason. Questions that your answers settle are skipped. Answers go to `decisions.yml` in the glossary folder.

    \b
      termbase review                          answer at the terminal
      termbase review --format json > q.json   fill in "answer": "same" or "different", then:
      termbase review --answers q.json
    """
    from termbase.identity.review_queue import as_record, queue

    termbase = workspace.load().termbase
    stored = [item.decision for item in termbase.decisions]
    if answers is not None:
        _store_answers(workspace, queue(termbase, every=True), stored, answers.read(), by)
        return
    items = queue(termbase, every=every)
    if confirm_changed:
        changed = [item for item in items if item.decision is not None]
        _store(workspace, stored, [_confirmed(item, by) for item in changed])
        say(f"Confirmed {len(changed)} decision{'s' if len(changed) != 1 else ''}.")
        return
    if limit is not None:
        items = items[:limit]
    if form == "json":
        say_json({"queue": [as_record(item) for item in items]})
        return
    if not items:
        say("Nothing to review: every question is answered, and no merge is in doubt.")
        return
    if not sys.stdin.isatty():
        for place, item in enumerate(items, 1):
            say(visible("\n".join(side_by_side(item, place=place, count=len(items)))))
        return
    _ask(workspace, items, stored, by)


def _ask(workspace: Workspace, items: "Sequence[Item]", stored: "Sequence[Decision]", by: str) -> None:
    """Asks about one item after another; each answer is stored immediately, so the user can quit at any time."""
    from termbase.identity.review_queue import Settled

    asked: list[tuple[int, Answer | None]] = []
    place = 0
    while place < len(items):
        item = items[place]
        answered = [(items[at], answer.same) for at, answer in asked if answer is not None]
        if Settled(answered).settles(item):
            place += 1
            continue
        click.clear()
        width = get_terminal_size().columns
        say(visible("\n".join(side_by_side(item, place=place + 1, count=len(items), width=width))))
        key = _key(workspace, item, undo=bool(asked))
        if key == "quit":
            break
        if key == "undo":
            place, undone = asked.pop()
            if undone is not None:
                _store(workspace, stored, [answer for _, answer in asked if answer is not None], rewrite=True)
            continue
        asked.append((place, None if key == "later" else _answer(item, key[0], key[1], by)))
        if asked[-1][1] is not None:
            _store(workspace, stored, [answer for _, answer in asked if answer is not None])
        place += 1
    count = sum(answer is not None for _, answer in asked)
    say(f"\nStored {count} answer{'s' if count != 1 else ''} in {workspace.shown(_file(workspace))}.")


def _key(workspace: Workspace, item: "Item", *, undo: bool) -> tuple[bool, str] | Literal["later", "undo", "quit"]:
    """The answer that a key stands for, with its reason, or where to go on."""
    while True:
        again = "[u]ndo  " if undo else ""
        say(f"[s]ame  [d]ifferent  [l]ater  [o]pen  {again}[q]uit  (S, D: with a reason) ", nl=False)
        key = click.getchar()
        say(key if key.isprintable() else "")
        if key in ("s", "d"):
            return key == "s", ""
        if key in ("S", "D"):
            return key == "S", click.prompt("Reason", default="", show_default=False)
        if key in ("l", " ", "\r", "\n"):
            return "later"
        if undo and key in ("u", "\x7f"):
            return "undo"
        if key in ("q", "\x1b", "\x03", "\x04"):
            return "quit"
        if key == "o":
            for side in (item.a, item.b):
                click.edit(filename=str(workspace.path(side.where.file)))


def _store_answers(
    workspace: Workspace, items: "Sequence[Item]", stored: "Sequence[Decision]", text: str, by: str
) -> None:
    from termbase.identity.merge.stored import fingerprint

    by_pair = {frozenset((str(item.a.key), str(item.b.key))): item for item in items}
    answers: list[Answer] = []
    ignored = 0
    for number, record in enumerate(_records(text), 1):
        ends = [_end(record, side, number) for side in ("a", "b")]
        word = record.get("answer")
        if word is None:
            continue
        if not isinstance(word, str) or word.casefold() not in _WORDS:
            raise Refused(f"Answer {number} is {word!r}. Write “same”, “different” or “later”.")
        same = _WORDS[word.casefold()]
        if same is None:
            continue
        item = by_pair.get(frozenset(ends))
        if item is None:
            ignored += 1
            continue
        marks = {str(item.a.key): fingerprint(item.a), str(item.b.key): fingerprint(item.b)}
        seen = [
            str(record[side].get("fingerprint") or "") if isinstance(record[side], dict) else "" for side in ("a", "b")
        ]
        stale = [end for end, mark in zip(ends, seen, strict=True) if mark and mark != marks[end]]
        if stale:
            raise Refused(
                f"“{stale[0]}” has changed since the questions were written. Run `termbase review --format json` again."
            )
        answers.append(_answer(item, same, str(record.get("reason") or ""), str(record.get("by") or by)))
    _store(workspace, stored, answers)
    result = {"stored": len(answers), "not_in_the_queue": ignored}
    say_json(result, indent=None)


def _records(text: str) -> Iterator[dict[str, Any]]:
    try:
        data = read_json(text)
    except UntrustedError as error:
        raise Refused(f"The answers are not JSON: {error} Start from `termbase review --format json`.") from error
    listed = data.get("queue") if isinstance(data, dict) else data
    if not isinstance(listed, list) or not all(isinstance(record, dict) for record in listed):
        raise Refused("The answers are not a list of objects. Start from `termbase review --format json`.")
    yield from listed


def _end(record: Mapping[str, Any], side: str, number: int) -> str:
    value = record.get(side)
    name = value.get("entry") if isinstance(value, Mapping) else value
    if not isinstance(name, str):
        raise Refused(f"Answer {number} does not say which entry “{side}” is.")
    return name


def _answer(item: "Item", same: bool, reason: str, by: str) -> "Answer":
    from termbase.editing.decide import Answer
    from termbase.identity.merge.stored import fingerprint

    return Answer(
        a=item.a.key, b=item.b.key, same=same, reason=reason.strip() or _reason(item, same), by=by,
        date=datetime.now(tz=UTC).date().isoformat(), fingerprints=(fingerprint(item.a), fingerprint(item.b)),
    )  # fmt: skip


def _reason(item: "Item", same: bool) -> str:
    """A reason derived from the evidence for the answer, if the reviewer gives none."""
    speaking = sorted((s for s in item.signs if (s.weight > 0) is same), key=lambda s: -abs(s.weight))
    told = "; ".join(sign.words for sign in speaking[:2])
    return f"Reviewed: {told}." if told else "Reviewed side by side."


def _confirmed(item: "Item", by: str) -> "Answer":
    decision = item.decision
    assert decision is not None
    return _answer(item, decision.same_as is not None, decision.reason, decision.by or by)


def _file(workspace: Workspace) -> str:
    from termbase.editing.decide import DECISIONS_FILE

    return f"{workspace.prefix}/{DECISIONS_FILE}"


def _store(
    workspace: Workspace, stored: "Sequence[Decision]", answers: "Sequence[Answer]", *, rewrite: bool = False
) -> None:
    from termbase.editing.decide import with_answers
    from termbase.reading.decode import decode
    from termbase.text.regular_files import read_text
    from termbase.yaml_files.tree import MAX_BYTES, parse

    if not answers and not rewrite:
        return
    try:
        text = read_text(workspace.base / _file(workspace), limit=MAX_BYTES)
    except FileNotFoundError:
        text = ""
    except UntrustedError as error:
        raise Refused(f"{workspace.shown(_file(workspace))}: {error}") from error
    problems = decode([parse(text, file=_file(workspace))], root=workspace.prefix).diagnostics if text else ()
    if problems:
        raise Refused(
            f"{problems[0]}\nNothing was stored: decisions that cannot be read would be lost. Fix the file first."
        )
    workspace.write(_file(workspace), with_answers(text, stored, answers))
