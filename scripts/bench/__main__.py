"""Measures builds: `python -m scripts.bench [TERMS …] [--runs N] [--stages]`.

The engines take turns, so that whatever else the machine does is shared by all, and the table has
medians. Without `--stages` it compares whole builds; with it, it shows the stages of ours.
"""

import argparse
import tempfile
from pathlib import Path
from statistics import median

from scripts.bench.corpus import invent
from scripts.bench.engines import ENGINES, Cost, installed, measure
from scripts.bench.stages import stages


def compare(size: int, *, runs: int) -> None:
    """Prints a table of what each engine needs for so many pages."""
    found = {name: engine for name, engine in ENGINES.items() if installed(engine)}
    costs: dict[str, list[Cost]] = {name: [] for name in found}
    with tempfile.TemporaryDirectory() as made:
        folders = {name: Path(made, str(number)) for number, name in enumerate(found)}
        for name, engine in found.items():
            engine.prepare(folders[name], size)
        for run in range(runs):
            for name, engine in found.items():
                costs[name].append(measure(engine, folders[name], run=run))
    base = median(cost.processor for cost in costs[next(iter(found))])
    print(f"\n| {size:,} pages | processor, s | ratio | clock, s | memory, MB |\n| --- | ---: | ---: | ---: | ---: |")
    for name, several in costs.items():
        processor, wall = median(c.processor for c in several), median(c.wall for c in several)
        memory = median(c.memory for c in several)
        print(f"| {name} | {processor:.2f} | {processor / base:.2f} | {wall:.2f} | {memory:.0f} |", flush=True)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("terms", nargs="*", type=int, default=[100, 1_000])
    parser.add_argument("--runs", type=int, default=3, help="how often each engine builds")
    parser.add_argument("--stages", action="store_true", help="show the stages of a build instead")
    given = parser.parse_args()
    for size in given.terms:
        if given.stages:
            print(f"{size:,} terms")
            with tempfile.TemporaryDirectory() as made:
                invent(Path(made) / "glossary", size)
                stages(Path(made) / "glossary")
        else:
            compare(size, runs=given.runs)


if __name__ == "__main__":
    main()
