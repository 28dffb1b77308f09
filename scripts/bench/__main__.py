"""Measures builds: `python -m scripts.bench [TERMS …] [--runs N] [--plot FILE] [--stages]`.

The engines that are installed take turns, so that whatever else the machine does is shared by all, and the
tables have medians. Without `--stages` it compares whole builds; with it, it shows the stages of ours.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from subprocess import TimeoutExpired

from scripts.bench.corpus import invent
from scripts.bench.engines import ENGINES, Cost, installed, measure
from scripts.bench.report import growth, plot, table
from scripts.bench.stages import stages


def compare(
    sizes: Sequence[int], *, runs: int, limit: float, left_out: Sequence[str]
) -> dict[str, dict[int, list[Cost]]]:
    """Measures every engine at every size and prints a table for each; returns the costs.

    Args:
        sizes: Numbers of terms.
        runs: How often each engine builds.
        limit: Seconds after which a build is stopped and its engine is measured no more.
        left_out: Parts of the names of engines that are not measured.
    """
    found = {
        name: engine
        for name, engine in ENGINES.items()
        if installed(engine) and not any(part in name for part in left_out)
    }
    costs: dict[str, dict[int, list[Cost]]] = {name: {} for name in found}
    for size in sizes:
        with tempfile.TemporaryDirectory() as made:
            folders = {name: Path(made, str(number)) for number, name in enumerate(found)}
            for name, engine in found.items():
                engine.prepare(folders[name], size)
            for run in range(-max(engine.builds for engine in found.values()), runs):
                for name, engine in list(found.items()):
                    if run < -engine.builds:
                        continue
                    try:
                        cost = measure(engine, folders[name], run=run, limit=limit)
                        if run >= 0:
                            costs[name].setdefault(size, []).append(cost)
                    except TimeoutExpired:
                        costs[name][size] = []
                        del found[name]
        print("\n" + "\n".join(table(costs, size)), flush=True)
    return costs


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("terms", nargs="*", type=int, default=[100, 1_000])
    parser.add_argument("--runs", type=int, default=3, help="how often each engine builds")
    parser.add_argument("--limit", type=float, default=3_600, help="seconds after which a build is stopped")
    parser.add_argument("--without", action="append", default=[], metavar="WORDS", help="leaves out engines by name")
    parser.add_argument("--plot", type=Path, help="writes a plot of the processor time, as SVG")
    parser.add_argument("--stages", action="store_true", help="show the stages of a build instead")
    given = parser.parse_args()
    if given.stages:
        for size in given.terms:
            print(f"{size:,} terms")
            with tempfile.TemporaryDirectory() as made:
                invent(Path(made) / "glossary", size)
                stages(Path(made) / "glossary")
        return
    costs = compare(given.terms, runs=given.runs, limit=given.limit, left_out=given.without)
    if len(given.terms) > 1:
        print("\nGrowth of the processor time, as an exponent:\n\n" + "\n".join(growth(costs)))
    if given.plot:
        given.plot.write_text(plot(costs), "utf-8")


if __name__ == "__main__":
    main()
