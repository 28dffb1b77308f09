"""Turns a filled-in issue form into a term file.

Anyone who can open an issue can write anything into it, so every field is hostile until it has passed
here: the form's own headings must appear once and in order, invisible characters are dropped, each
field has a shape and a length, and nothing but text comes out.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from termbase.model.author_files import Category
from termbase.model.vocabulary import Status
from termbase.review import form_text
from termbase.text.counted import counted
from termbase.text.folding import fold, normalize, split_headword
from termbase.text.slug import slug
from termbase.yaml_files.tree import Document, Node, Scalar
from termbase.yaml_files.tree import Mapping as Keys
from termbase.yaml_files.tree import Sequence as Items
from termbase.yaml_files.write import Value

FORM_LIMIT: Final = 70_000
"""Characters of a form; GitHub cuts issues at 65,536."""

_HEADING: Final = re.compile(r"### (?P<label>.+?)\s*")
_TICKED: Final = re.compile(r"- \[[xX]\] .+")
_BETWEEN: Final = re.compile(r"[,;\n]")
_BULLET: Final = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)")
_JOINERS: Final = "\u200c\u200d"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """One field of a form."""

    id: str
    label: str
    """The heading above the answer, in the form and in the issue."""
    kind: str
    """GitHub's word: input, textarea, dropdown or checkboxes."""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a form cannot become a term file yet, for the person who filled it in."""

    label: str
    """The field, or "" for the form as a whole."""
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form, read: the resulting term file, or the problems that prevent it."""

    id: str = ""
    """The id that the term will have; "" if there are problems."""
    data: Mapping[str, Value] = field(default_factory=dict)
    """Keys and values of the term file."""
    related: tuple[str, ...] = ()
    """Names of terms that belong with it, as written; they may not exist."""
    remarks: str = ""
    """The person's message to reviewers; not part of the term file."""
    problems: tuple[Problem, ...] = ()

    def names(self, key: str) -> tuple[str, ...]:
        """The names under a key of the term file that holds a list; none if the form gives none."""
        value = self.data.get(key, ())
        return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def questions(form: Document) -> tuple[FormQuestion, ...]:
    """The fields of a form, read from its own file in `.github/ISSUE_TEMPLATE`."""
    found = []
    for item in _items(form.root, "body"):
        id, label = _text(item, "id"), _text(item, "attributes", "label")
        if id and label:
            ticks = _items(item, "attributes", "options")
            required = [_text(item, "validations", "required"), *(_text(tick, "required") for tick in ticks)]
            found.append(FormQuestion(id=id, label=label, kind=_text(item, "type"), required="true" in required))
    return tuple(found)


def _at(node: Node | None, *keys: str) -> Node | None:
    for key in keys:
        node = node.items.get(key) if isinstance(node, Keys) else None
    return node


def _items(node: Node | None, *keys: str) -> tuple[Node, ...]:
    found = _at(node, *keys)
    return found.items if isinstance(found, Items) else ()


def _text(node: Node | None, *keys: str) -> str:
    found = _at(node, *keys)
    return found.text if isinstance(found, Scalar) else ""


def read_form(body: str, *, questions: Sequence[FormQuestion], categories: Sequence[Category] = ()) -> Filled:
    """Reads the text of an issue that was filed through the form for a new term.

    Args:
        body: The text of the issue, as GitHub stores it.
        questions: The fields of the form.
        categories: Those that the dropdown offers, by their titles.
    """
    answers, problems = _answers(body, questions)
    labels = {question.id: question.label for question in questions}
    if "term" in answers:
        answers["term"] = form_text.name(answers["term"])
    problems = problems or (*_named(answers, labels), *_measured(answers, labels), *_shown(answers, labels))
    if problems:
        return Filled(problems=problems)
    full, _ = split_headword(answers["term"])
    return Filled(
        id=slug(full),
        data=_data(answers, {normalize(category.title): category.id for category in categories}),
        related=_list(answers.get("related", "")),
        remarks=answers.get("remarks", ""),
    )


def _answers(body: str, questions: Sequence[FormQuestion]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The cleaned text of every field, by id."""

    def whole(message: str, hint: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
        return {}, (Problem(label="", message=message, hint=hint),)

    if len(body) > FORM_LIMIT:
        return whole("the issue is too long to be read", "Put each field into a few sentences.")
    by_label = {question.label: question for question in questions}
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in clean(body).split("\n"):
        match = _HEADING.fullmatch(line)
        question = by_label.get(match["label"]) if match else None
        if question is None:
            lines.append(line)
            continue
        if question.id in sections:
            return whole(
                f"the heading “{question.label}” appears in the issue twice",
                "The form adds each heading only once; remove the second one, so that no answer is misread.",
            )
        sections[question.id] = lines = []
    expected = [question.id for question in questions if question.id in sections]
    if not sections or list(sections) != expected:
        return whole(
            "the headings of the form are missing or in a different order",
            "Open the form again and copy your answers into it.",
        )
    answers = {id: "\n".join(found).strip() for id, found in sections.items()}
    ticked = {question.id for question in questions if question.kind == "checkboxes"}
    answers = {id: text if id in ticked else form_text.plain_answer(text) for id, text in answers.items()}
    missing = tuple(
        Problem(label=question.label, message="nothing is written here", hint="The form needs an answer.")
        for question in questions
        if question.required and not _answered(question, answers.get(question.id, ""))
    )
    return answers, missing


def _answered(question: FormQuestion, text: str) -> bool:
    if question.kind != "checkboxes":
        return bool(text)
    ticks = [line for line in text.split("\n") if line.strip()]
    return bool(ticks) and all(_TICKED.fullmatch(line) for line in ticks)


def clean(text: str) -> str:
    """The text without what cannot be seen: control and format characters, halves of pairs, private signs.

    Line breaks become plain ones; the joiners that some scripts and emoji need stay.
    """
    text = re.sub("\r\n?|[\u2028\u2029\u0085\v\f]", "\n", text).replace("\t", " ")
    kept = (c for c in text if c == "\n" or c in _JOINERS or unicodedata.category(c)[0] != "C")
    return unicodedata.normalize("NFC", "".join(kept))


_LONGEST: Final[Mapping[str, int]] = {
    "term": 80, "abbreviations": 120, "synonyms": 600, "definition": 600, "explanation": 4_000,
    "example": 1_500, "related": 600, "remarks": 4_000,
}  # fmt: skip
"""Characters of each field."""
_LISTS: Final[Mapping[str, tuple[int, int]]] = {"abbreviations": (5, 20), "synonyms": (10, 80), "related": (10, 80)}
"""For each field that is a list: how many items, and how many characters of one."""


def _named(answers: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[Problem]:
    term = answers.get("term", "")
    if "\n" in term or not fold(term):
        yield Problem(
            label=labels.get("term", ""),
            message=f"“{term[:60]}” cannot be the name of a term",
            hint="Write one name with letters in it, such as “Net revenue retention”.",
        )


def _measured(answers: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[Problem]:
    for id, longest in _LONGEST.items():
        if len(text := answers.get(id, "")) > longest:
            yield Problem(
                label=labels[id],
                message=f"{len(text):,} characters are more than the {longest:,} that fit here",
                hint="Shorten it; a reviewer can help with details later.",
            )
    for id, (most, longest) in _LISTS.items():
        items = _list(answers.get(id, ""))
        if len(items) > most or any(len(item) > longest for item in items):
            yield Problem(
                label=labels[id],
                message=f"more than {counted(most, 'name')}, or one longer than {longest} characters",
                hint="Write short names, separated by commas, and leave out the rarest.",
            )


_PROSE: Final = ("definition", "explanation", "example")


def _shown(answers: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[Problem]:
    for id in (*_PROSE, "term", *_LISTS):
        if what := form_text.unusable(answers.get(id, "")):
            yield Problem(
                label=labels[id],
                message=f"{what} cannot be shown on the page of a term",
                hint="Write it in sentences." if id in _PROSE else "Write only names, separated by commas.",
            )


def _list(text: str) -> tuple[str, ...]:
    """Names with commas, semicolons or line breaks between them; bullets and repetitions are dropped."""
    parts = (form_text.plain_answer(_BULLET.sub("", part)) for part in _BETWEEN.split(text))
    names = (normalize(form_text.name(part)) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name and fold(name)))


def _data(answers: Mapping[str, str], categories: Mapping[str, str]) -> dict[str, Value]:
    given = {fold(name) for name in split_headword(answers["term"]) if name}
    abbreviations = tuple(name for name in _list(answers.get("abbreviations", "")) if fold(name) not in given)
    given |= set(map(fold, abbreviations))
    data: dict[str, Value] = {
        "term": normalize(answers["term"]),
        "abbreviations": abbreviations,
        "synonyms": tuple(name for name in _list(answers.get("synonyms", "")) if fold(name) not in given),
        "category": categories.get(normalize(answers.get("category", "")), ""),
        "status": Status.DRAFT.value,
        "definition": " ".join(_one_line(answers.get("definition", "")).split()),
        "explanation": _paragraphs(answers.get("explanation", "")),
        "example": _paragraphs(answers.get("example", "")),
    }
    return {key: value for key, value in data.items() if value}


def _one_line(text: str) -> str:
    """The text of a definition; a list becomes its items with semicolons between them."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not any(_BULLET.match(line) for line in lines[1:]):
        return text
    return "; ".join(_BULLET.sub("", line).strip().rstrip(".;,") for line in lines)


def _paragraphs(text: str) -> str:
    """The text with its line breaks; spaces at the end of lines and repeated blank lines are dropped."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
