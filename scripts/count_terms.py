"""Counts the terms of published glossaries without the importer, and compares with what it makes of them.

    python scripts/count_terms.py FOLDER_OR_FILE...

    (`termbase` must be on the path.)

Each argument is one glossary. The original is counted by a few patterns that share no code with
the readers; `termbase import` then runs into an empty glossary, followed by `termbase check`.
A difference is a question, not always a fault: a file may repeat a term.
"""

import csv
import io
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

import yaml

TEXT: Final = ("md", "mdx", "rst", "txt", "csv", "tsv", "json", "yml", "yaml", "ttl", "rdf", "tbx", "html", "xml", "adoc",
        "asciidoc")  # fmt: skip


def count(files: list[Path]) -> Counter[str]:
    """How many terms the original has, by the kind of evidence."""
    found: Counter[str] = Counter()
    for file in files:
        text = file.read_bytes().decode("utf-8", "replace")
        match file.suffix.lstrip("."):
            case "csv" | "tsv":
                rows = [
                    r
                    for r in csv.reader(io.StringIO(text), delimiter="\t" if "\t" in text.split("\n")[0] else ",")
                    if any(r)
                ]
                found["rows"] += max(0, len(rows) - 1)
            case "json":
                found["names"] += len(names(json.loads(text)))
            case "yml" | "yaml":
                found += in_yaml(text)
            case "ttl" | "rdf" | "xml":
                found["concepts"] += len(set(re.findall(r"<(?:skos:)?Concept rdf:about=\"([^\"]+)", text)))
                found["concepts"] += len(re.findall(r"\ba\s+skos:Concept\b", text))
            case "tbx":
                found["entries"] += len(re.findall(r"<(?:concept|term)Entry\b", text))
            case "rst":
                body = re.split(r"^\s*\.\.\s+glossary::.*$", text, flags=re.MULTILINE)[-1]
                margin = min(
                    (
                        len(line) - len(line.lstrip())
                        for line in body.split("\n")[1:]
                        if line.strip() and line[0] == " " and not line.strip().startswith(":")
                    ),
                    default=0,
                )
                lines = [
                    line[margin:] for line in body.split("\n") if line[:margin].strip() == "" and len(line) > margin
                ]
                found["entries"] += sum(
                    1 for line in lines if line[0] not in " :" and not line.startswith("..") and margin
                )
            case "html" if "<dt" in text:
                found["names"] += len(re.findall(r"<dt\b", text))
            case "html":
                found["sections"] += len(re.findall(r'class="section level2"', text))
            case "adoc" | "asciidoc":
                found["entries"] += len(re.findall(r"^\S.*::(?:\s|$)", text, re.MULTILINE))
            case _ if "[[def:" in text:
                found["definitions"] += len(re.findall(r"^\s*\[\[def:", text, re.MULTILINE))
            case _:
                found["files" if len(files) > 2 else "headings"] += (
                    1 if len(files) > 2 else len(re.findall(r"^#{2,4} ", text, re.MULTILINE))
                )
    return found


def names(value: object) -> set[tuple[str, str]]:
    """The objects with a name at any depth, each once."""
    found: set[tuple[str, str]] = set()
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            for key in ("term", "name", "title", "prefLabel"):
                if isinstance(item.get(key), str):
                    found.add((str(item.get("uri") or item.get("id") or ""), item[key]))
                    break
            todo += item.values()
        elif isinstance(item, list):
            todo += item
    return found


def in_yaml(text: str) -> Counter[str]:
    """Concepts of Glossarist or the items of a list."""
    documents = list(yaml.load_all(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    if any(
        isinstance(d, dict) and ("localized_concepts" in str(list(d)) or "localized_concepts" in (d.get("data") or {}))
        for d in documents
    ):
        return Counter(
            concepts=sum(1 for d in documents if isinstance(d, dict) and "localized_concepts" in (d.get("data") or d))
        )
    items = documents[0] if documents and isinstance(documents[0], list) else []
    return Counter(
        items=len(items),
        **(
            {"items in English": sum(1 for i in items if isinstance(i, dict) and "en" in i)}
            if "\n  en:" in text
            else {}
        ),
    )


def imported(path: Path) -> tuple[dict[str, object], int]:
    """The report of an import into an empty glossary, and how many errors `check` finds then."""
    with tempfile.TemporaryDirectory() as folder:
        glossary = Path(folder) / "glossary"
        glossary.mkdir()
        command = ["termbase"]
        run = [*command, "import", str(path), "--source", "up", "--report", "json", "--glossary", str(glossary)]
        done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=540)
        if not done.stdout.startswith("{"):
            return {"failed": (done.stderr or done.stdout)[-300:]}, -1
        checked = subprocess.run(
            [*command, "check", "--format", "json", "--glossary", str(glossary)],
            capture_output=True,
            text=True,
            check=False,
            timeout=540,
        )
        return json.loads(done.stdout), checked.stdout.count('"severity": "error"')


def main() -> None:
    for argument in sys.argv[1:]:
        path = Path(argument)
        files = sorted(f for f in path.rglob("*") if f.suffix.lstrip(".") in TEXT) if path.is_dir() else [path]
        report, errors = imported(path)
        shown = {key: value for key, value in report.items() if key != "problems"}
        problems = report.get("problems") or []
        print(f"{argument}\n  original: {dict(count(files))}\n  imported: {shown}\n  errors after import: {errors}")
        for problem in problems[:5] if isinstance(problems, list) else []:
            print(f"  problem: {problem[:200]}")


if __name__ == "__main__":
    main()
