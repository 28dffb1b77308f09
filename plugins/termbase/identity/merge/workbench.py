"""What every step of a merge works on: the trees, the judge, the questions so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from termbase.identity.merge.evidence import Evidence, Judge
from termbase.identity.union_find import Forest
from termbase.model.concept import Entry, EntryKey, Question
from termbase.model.vocabulary import MergeRule


@dataclass(slots=True)
class Workbench:
    """The state of a merge in progress."""

    forest: Forest
    judge: Judge
    questions: list[Question] = field(default_factory=list)

    def join(self, a: Entry, b: Entry, rule: MergeRule, because: str, evidence: Evidence) -> bool:
        """Makes two entries one concept on evidence; False where a decision or an id keeps them apart."""
        risk = self.judge.risk(evidence)
        return self.forest.join(a.key, b.key, rule, because, signs=evidence.signs, risk=risk)

    def ask(self, a: Entry, b: Entry, name: str, evidence: Evidence) -> None:
        """Leaves two entries to a reviewer."""
        self.questions.append(Question(a=a, b=b, name=name, signs=evidence.signs, score=evidence.score))

    def open_questions(self, without: Iterable[EntryKey]) -> tuple[Question, ...]:
        """The questions that no later step has answered, each two concepts once, the most likely first."""
        left_out = set(without)
        best: dict[tuple[EntryKey, EntryKey], Question] = {}
        for question in sorted(self.questions, key=lambda q: (-q.score, q.a.order, q.b.order)):
            a, b = question.a.key, question.b.key
            ra, rb = sorted((self.forest.root(a), self.forest.root(b)))
            if ra != rb and not {a, b} & left_out and self.forest.conflict(a, b) is None:
                best.setdefault((ra, rb), question)
        return tuple(best.values())
