"""Prints precision and recall of the merge on judged pairs of entries of real glossaries.

    python scripts/evaluate.py CORPORA [PAIRS]

CORPORA is a folder with glossaries: a folder of files of its own or a single file is one source.
PAIRS (tests/data/judged_pairs.tsv) has a pair a line: source, locator, source, locator, verdict. It
holds no text of the glossaries. A locator is the id that the glossary gives a term, or its name as
a slug.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from termbase.identity.merge import merge
from termbase.imports.formats import read_files
from termbase.imports.imported import Imported
from termbase.model.concept import Entry
from termbase.model.vocabulary import Risk
from termbase.reading.decode import decode
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


def read_corpora(root: Path) -> tuple[Entry, ...]:
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
    return decode(parse(text, file=file) for file, text in files.items()).entries


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


def report(entries: tuple[Entry, ...], pairs: list[Pair]) -> Iterator[str]:
    """Precision and recall across sources and within one, and what was wrong."""
    merged = merge(entries)
    home = {entry.key: cluster.id for cluster in merged.clusters for entry in cluster.entries}
    asked = {frozenset((home.get(q.a.key), home.get(q.b.key))) for q in merged.questions}
    risk = {account.entry.key: account.risk for cluster in merged.clusters for account in cluster.accounts}
    known = {str(entry.key) for entry in entries}
    missing = [pair for pair in pairs if not {pair.a, pair.b} <= known]
    yield f"{len(entries)} entries, {len(pairs)} judged pairs ({len(missing)} of entries that are not there)"
    yield f"{len(merged.clusters)} concepts, {len(merged.questions)} questions, {merged.comparisons} comparisons"
    for title, across in (("across sources", True), ("within a source", False)):
        counts: Counter[str] = Counter()
        told = []
        for pair in (p for p in pairs if p not in missing and p.across is across):
            joined = home.get(pair.a, pair.a) == home.get(pair.b, pair.b)
            counts[f"{joined} {pair.same}"] += 1
            if joined and not pair.same:
                told.append(
                    f"  wrongly merged: {pair.a} and {pair.b} (risk: {max(risk[pair.a], risk[pair.b], key=list(Risk).index)})"
                )
            elif pair.same and not joined:
                question = frozenset((home.get(pair.a), home.get(pair.b))) in asked
                counts["asked"] += question
                told.append(f"  {'left as a question' if question else 'missed'}: {pair.a} and {pair.b}")
        right, wrong, missed = counts["True True"], counts["True False"], counts["False True"]
        yield (
            f"{title}: precision {right / max(right + wrong, 1):.3f} ({right} of {right + wrong}), "
            f"recall {right / max(right + missed, 1):.3f} ({right} of {right + missed}; {counts['asked']} more are questions)"
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
