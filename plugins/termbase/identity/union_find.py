"""Union-find whose edges are reasons, so that "why are these one?" has an answer."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from termbase.model.author_files import Decision
from termbase.model.concept import ConceptId, Edge, Entry, EntryKey, Sign
from termbase.model.reason import Reason
from termbase.model.vocabulary import MergeRule, Risk


@dataclass(slots=True)
class Forest:
    """Union-find over entries: a tree is a concept in the making, with one explicit id at most."""

    entries: Mapping[EntryKey, Entry]
    """The entries, each a tree of its own at first."""
    apart: frozenset[tuple[EntryKey, EntryKey]]
    parent: dict[EntryKey, EntryKey] = field(default_factory=dict)
    members: dict[EntryKey, list[EntryKey]] = field(default_factory=dict)
    ids: dict[EntryKey, ConceptId] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    partners: dict[EntryKey, set[EntryKey]] = field(default_factory=dict)
    """For each entry that a decision keeps apart from others: those others."""

    def __post_init__(self) -> None:
        for a, b in self.apart:
            self.partners.setdefault(a, set()).add(b)
        for key, entry in self.entries.items():
            self.parent[key] = key
            self.members[key] = [key]
            if entry.id is not None:
                self.ids[key] = entry.id

    def root(self, key: EntryKey) -> EntryKey:
        """The entry that stands for the tree of an entry."""
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def held(self, root: EntryKey) -> bool:
        """Whether a tree has an id, or an entry that a decision keeps apart from others."""
        return root in self.ids or (bool(self.partners) and any(key in self.partners for key in self.members[root]))

    def conflict(self, a: EntryKey, b: EntryKey) -> str | None:
        """Why the trees of a and b must stay apart, if they must."""
        ra, rb = self.root(a), self.root(b)
        if ra == rb:
            return None
        ia, ib = self.ids.get(ra), self.ids.get(rb)
        if ia is not None and ib is not None and ia != ib:
            return f"“{ia}” and “{ib}” are two concepts"
        if not self.partners:
            return None
        small, large = sorted((self.members[ra], self.members[rb]), key=len)
        for one in small:
            for other in sorted(self.partners.get(one, ())):
                if self.root(other) == self.root(large[0]):
                    return f"“{one}” and “{other}” are marked as distinct"
        return None

    def join(
        self,
        a: EntryKey,
        b: EntryKey,
        rule: MergeRule,
        because: Reason,
        *,
        signs: tuple[Sign, ...] = (),
        risk: Risk = Risk.NONE,
        decision: Decision | None = None,
    ) -> bool:
        """Makes one tree of two and keeps the reason; False if they must stay apart.

        Args:
            a: An entry of the first tree.
            b: An entry of the second tree.
            rule: Why they are one.
            because: The same in words.
            signs: The evidence for and against it.
            risk: How likely it is wrong.
            decision: The stored decision that confirms it.
        """
        ra, rb = self.root(a), self.root(b)
        if ra == rb:
            return True
        if self.conflict(a, b) is not None:
            return False
        self.edges.append(Edge(a=a, b=b, rule=rule, because=because, signs=signs, risk=risk, decision=decision))
        if len(self.members[ra]) < len(self.members[rb]):
            ra, rb = rb, ra
        self.parent[rb] = ra
        self.members[ra] += self.members.pop(rb)
        if rb in self.ids:
            self.ids[ra] = self.ids.pop(rb)
        return True


def chain_of_reasons(edges: Iterable[Edge], start: EntryKey, goal: EntryKey) -> tuple[Edge, ...]:
    """The chain of reasons that leads from one entry to another of the same concept.

    Returns an empty chain where both are the same entry or no chain exists.
    """
    around: dict[EntryKey, list[tuple[EntryKey, Edge]]] = defaultdict(list)
    for edge in edges:
        around[edge.a].append((edge.b, edge))
        around[edge.b].append((edge.a, edge))
    came: dict[EntryKey, tuple[EntryKey, Edge] | None] = {start: None}
    queue = deque([start])
    while queue and goal not in came:
        here = queue.popleft()
        for there, edge in around[here]:
            if there not in came:
                came[there] = (here, edge)
                queue.append(there)
    chain: list[Edge] = []
    step = came.get(goal)
    while step is not None:
        here, edge = step
        chain.append(edge)
        step = came[here]
    return tuple(reversed(chain))
