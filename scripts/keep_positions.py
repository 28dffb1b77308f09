"""Keeps the map of terms as it is now: writes `map.json` into the glossary folder.

    .venv/bin/python scripts/keep_positions.py [FOLDER]

Terms that are in the file stay where they are; new ones are fitted in beside them.
"""

import sys
from pathlib import Path

from termbase.drawing.kept_places import NAME, read_map, write_map
from termbase.drawing.relation_graph import graph
from termbase.glossary import load


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "glossary")
    kept, problems = read_map(folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    drawn = graph(load(folder).termbase, kept=kept)
    (folder / NAME).write_text(write_map(drawn), encoding="utf-8")
    print(f"{folder / NAME}: {len(drawn.nodes)} terms")


if __name__ == "__main__":
    main()
