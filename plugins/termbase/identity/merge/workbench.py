"""The state that every step of a merge works on: the trees, the judge, the questions so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from termbase.identity.merge.evidence import Bond, Evidence, Judge
from termbase.identity.union_find import Forest
from termbase.model.concept import Entry, EntryKey, Question
from termbase.model.reason import Reason
from termbase.model.vocabulary import MergeRule


@dataclass(slots=True)
class Workbench:
    """The state of a merge in progress."""

    forest: Forest
    judge: Judge
    questions: list[Question] = field(default_factory=list)

    def weigh(self, a: Entry, b: Entry, *, bond: Bond, name: str) -> Evidence:
        """The evidence for two entries that share a name; an alias is judged by the definition it refers to."""
        return self.judge.weigh(a, b, bond=bond, name=name, texts=(self._speaking(a), self._speaking(b)))

    def is_alias(self, entry: Entry) -> bool:
        """Whether an entry has no definition and another of its source has one."""
        return self._speaking(entry) is not entry

    def _speaking(self, entry: Entry) -> Entry:
        """The entry itself or, where it has no definition, another of its source that it has been joined to."""
        if entry.definition:
            return entry
        same_source = (self.forest.entries[key] for key in self.forest.members[self.forest.root(entry.key)])
        return next((other for other in same_source if other.definition and other.source == entry.source), entry)

    def join(self, a: Entry, b: Entry, rule: MergeRule, because: Reason, evidence: Evidence) -> bool:
        """Makes two entries one concept on evidence; False if a decision or an id keeps them apart."""
        risk = self.judge.risk(evidence)
        return self.forest.join(a.key, b.key, rule, because, signs=evidence.signs, risk=risk)

    def ask(self, a: Entry, b: Entry, name: str, evidence: Evidence) -> None:
        """Leaves the decision about two entries to a reviewer."""
        self.questions.append(Question(a=a, b=b, name=name, signs=evidence.signs, score=evidence.score))

    def open_questions(self, without: Iterable[EntryKey]) -> tuple[Question, ...]:
        """The questions that no later step has answered, each two concepts once, the most likely first."""
        left_out = set(without)
        best: dict[tuple[EntryKey, EntryKey], Question] = {}
        for question in sorted(self.questions, key=lambda q: (-q.score, q.a.order, q.b.order)):
            a, b = question.a.key, question.b.key
            ra, rb = sorted((self.forest.root(a), self.forest.root(b)))
            # Two of our own files are always two concepts; whether they should be is still a question.
            ours = question.a.own and question.b.own and (a, b) not in self.forest.apart
            if ra != rb and not {a, b} & left_out and (ours or self.forest.conflict(a, b) is None):
                best.setdefault((ra, rb), question)
        return tuple(best.values())
