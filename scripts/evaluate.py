"""Prints precision and recall of the merge on judged pairs of entries of real glossaries.

    python scripts/evaluate.py CORPORA [PAIRS]

CORPORA is a folder with glossaries: a folder of files of its own or a single file is one source.
PAIRS (tests/data/judged_pairs.tsv) has one pair per line: source, locator, source, locator, verdict. It
holds no text of the glossaries. A locator is the id that the glossary gives a term, or its name as
a slug.
"""

import argparse
import csv
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from termbase.identity.merge import merge
from termbase.identity.resolve import resolve
from termbase.identity.suggestions import suggest
from termbase.imports.formats import read_files
from termbase.imports.imported import Imported
from termbase.model.concept import ConceptId, EntryKey
from termbase.model.vocabulary import Risk
from termbase.reading.decode import Decoded, decode
from termbase.text.slug import slug
from termbase.yaml_files.tree import parse
from termbase.yaml_files.write import written

PAIRS = Path(__file__).parent.parent / "tests/data/judged_pairs.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two entries and whether they are one concept, as judged by reading both."""

    a: str
    b: str
    same: bool

    @property
    def across(self) -> bool:
        """Whether the two are of different sources."""
        return self.a.partition(":")[0] != self.b.partition(":")[0]


def read_pairs(path: Path) -> Iterator[Pair]:
    """The judged pairs of a file; those without a clear verdict are left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["verdict"] in ("same", "different"):
                yield Pair(
                    a=f"{row['source_a']}:{row['locator_a']}",
                    b=f"{row['source_b']}:{row['locator_b']}",
                    same=row["verdict"] == "same",
                )


def read_corpora(root: Path) -> Decoded:
    """Every term below a folder as an entry of its source."""
    sources: dict[str, dict[str, str]] = {}
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.parent != root):
        # One page that is a glossary is a source; many files with a term each, or parts of one list, are one.
        alone = path.parent.name.endswith("-pages")
        name = slug(path.stem if alone else path.parent.name)
        text = path.read_text("utf-8")
        # The front matter of a page of headings is about the page, and would make it one term.
        page = text.partition("\n---\n")[2] if alone and text.startswith("---\n") else text
        sources.setdefault(name, {})[path.name] = page
    files = {"sources.yml": "\n".join(["sources:", *(f"  - {{id: {name}, title: {name}}}" for name in sources)]) + "\n"}
    for name, texts in sources.items():
        files[f"entries/{name}.yml"] = _entries(name, read_files(texts).terms)
    return decode(parse(text, file=file) for file, text in files.items())


def _entries(source: str, terms: tuple[Imported, ...]) -> str:
    lines = [f"source: {source}", "entries:"]
    seen: Counter[str] = Counter()
    for term in terms:
        locator = term.id or slug(term.name)
        seen[locator] += 1
        fields = {
            "locator": locator if seen[locator] == 1 else f"{locator}#{seen[locator]}",
            "term": term.name[:200],
            "definition": term.definition[:5000],
            "domain": term.category or "",
            "abbreviations": list(term.abbreviations),
            "synonyms": [name[:200] for name in term.synonyms if name != term.name],
            "broader": list(term.broader),
        }
        given = [line for key, value in fields.items() if value for line in written(key, value, indent=4)]
        lines += [f"  - {given[0].lstrip()}", *given[1:]]
    return "\n".join(lines) + "\n"


class Outcome:
    """A merge of the glossaries, and where in the lists of a reviewer a pair is."""

    def __init__(self, decoded: Decoded) -> None:
        self.merged = merge(decoded.entries)
        termbase = resolve(decoded, self.merged).termbase
        self.known = {str(entry.key) for entry in decoded.entries}
        self.home = {entry.key: cluster.id for cluster in self.merged.clusters for entry in cluster.entries}
        self.lists: dict[str, list[frozenset[str]]] = {
            "a question": [frozenset((self._home(q.a.key), self._home(q.b.key))) for q in self.merged.questions],
            "unresolved": [
                frozenset((str(item.entry.key), id)) for item in termbase.unresolved for id in item.candidates
            ],
            "suggested": [frozenset((item.a, item.b)) for item in suggest(termbase)],
        }
        edges = {
            edge.a + edge.b: edge for c in self.merged.clusters for a in c.accounts for edge in a.chain if edge.signs
        }
        scores = sorted((math.fsum(sign.weight for sign in edge.signs), place) for place, edge in edges.items())
        self.doubtful = {place: rank for rank, (_, place) in enumerate(scores, 1)}
        self._accounts = {account.entry.key: account for c in self.merged.clusters for account in c.accounts}

    def joined(self, pair: Pair) -> bool:
        """Whether the two are one concept."""
        return self._home(pair.a) == self._home(pair.b)

    def asked(self, pair: Pair) -> str:
        """The list that has the pair, and its place; "" if none has it."""
        ends = frozenset((self._home(pair.a), self._home(pair.b)))
        for name, listed in self.lists.items():
            if ends in listed:
                return f"{name}, {listed.index(ends) + 1} of {len(listed)}"
        return ""

    def doubt(self, pair: Pair) -> str:
        """How doubtful the merge of the pair is: its risk, and its rank among all merges."""
        accounts = [self._accounts[EntryKey(key)] for key in (pair.a, pair.b)]
        ranks = [self.doubtful[e.a + e.b] for account in accounts for e in account.chain if e.a + e.b in self.doubtful]
        risk = max((account.risk for account in accounts), key=list(Risk).index)
        return f"risk: {risk}, {min(ranks, default=0)} of {len(self.doubtful)} by doubt"

    def _home(self, key: str) -> str:
        return self.home.get(EntryKey(key), ConceptId(key))


def report(decoded: Decoded, pairs: list[Pair]) -> Iterator[str]:
    """Precision and recall across sources and within one, and what was wrong."""
    found = Outcome(decoded)
    missing = [pair for pair in pairs if not {pair.a, pair.b} <= found.known]
    merged = found.merged
    yield f"{len(decoded.entries)} entries, {len(pairs)} judged pairs ({len(missing)} of entries that are not there)"
    yield f"{len(merged.clusters)} concepts, {len(merged.questions)} questions, {merged.comparisons} comparisons"
    for title, across in (("across sources", True), ("within a source", False)):
        counts: Counter[str] = Counter()
        told = []
        for pair in (p for p in pairs if p not in missing and p.across is across):
            joined = found.joined(pair)
            counts[f"{joined} {pair.same}"] += 1
            if joined and not pair.same:
                told.append(f"  wrongly merged: {pair.a} and {pair.b} ({found.doubt(pair)})")
            elif pair.same and not joined:
                asked = found.asked(pair)
                counts["asked"] += bool(asked)
                told.append(f"  {f'left open ({asked})' if asked else 'missed'}: {pair.a} and {pair.b}")
        right, wrong, missed = counts["True True"], counts["True False"], counts["False True"]
        if right + wrong + missed:
            yield (
                f"{title}: precision {right / max(right + wrong, 1):.3f} ({right} of {right + wrong}), "
                f"recall {right / max(right + missed, 1):.3f} ({right} of {right + missed}; {counts['asked']} more are left open)"
            )
            yield from told


def main() -> None:
    """Prints the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("pairs", type=Path, nargs="?", default=PAIRS)
    arguments = parser.parse_args()
    print(*report(read_corpora(arguments.corpora), list(read_pairs(arguments.pairs))), sep="\n")


if __name__ == "__main__":
    main()
