"""Changes the code in small ways and reports which changes no test notices.

    python scripts/mutate.py                     the named mutants, each of which survived once
    python scripts/mutate.py --random 40         changed operators and constants in merge, links, readers and joints
    python scripts/mutate.py --random 40 --seed 7 --within 'site/*' 'hosts/*' reading/files.py

Each mutant is a copy of the package in a temporary folder; the tests of the changed module run
against it. The survivors that are right to survive are explained in docs/develop/mutation.md.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "plugins/termbase"
SWAPS: Final = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
"""Operators and what each becomes."""
TESTS: Final = {
    "identity": "tests/identity tests/test_golden.py",
    "linking": "tests/linking tests/identity/test_names.py",
    "yaml_files": "tests/yaml_files tests/editing tests/test_golden.py tests/test_bad_files.py",
    "reading": "tests/reading tests/test_golden.py tests/test_bad_files.py",
    "text": "tests/text tests/formulas tests/reading tests/linking",
    "site": "tests/site tests/exports/test_api_content.py tests/cli/test_check.py tests/hosts/test_staging.py",
    "hosts": "tests/hosts",
}
"""The tests that must notice a change in a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change to one module."""

    name: str
    module: str
    """Path in the package."""
    old: str
    new: str
    tests: str


NAMED: Final = (
    Mutant(name="a synonym outranks a preferred term", module="identity/names.py",
           old="preferring(preferred.get(key, ()), full.get(key, ()))", new="preferring(full.get(key, ()), preferred.get(key, ()))", tests="tests/identity/test_names.py"),
    Mutant(name="a decision looks for a name before an id", module="identity/merge/decisions.py",
           old="self.by_id.get(ref) or self.by_name.get(fold(ref))", new="self.by_name.get(fold(ref)) or self.by_id.get(ref)",
           tests="tests/identity/merge"),
    Mutant(name="a tree that has the abbreviation itself is a candidate", module="identity/merge/abbreviation.py",
           old="return {} if forest.root(entry.key) in roots else roots", new="return roots", tests="tests/identity/merge"),
    Mutant(name="pairs that a decision keeps apart are reported", module="identity/merge/kept_apart.py",
           old="if conflict is None or decided or (first.own and other.own):",
           new="if conflict is None or (first.own and other.own):", tests="tests/identity/merge"),
    Mutant(name="two files of ours are reported twice", module="identity/merge/kept_apart.py",
           old="if conflict is None or decided or (first.own and other.own):",
           new="if conflict is None or decided:", tests="tests/identity/merge"),
    Mutant(name="control characters stay in text", module="linking/restricted_markdown.py",
           old='_CONTROL.sub("", text.replace', new='str(text.replace', tests="tests/linking"),
    Mutant(name="javascript is an allowed scheme", module="linking/restricted_markdown.py",
           old='("http", "https", "mailto")', new='("http", "https", "mailto", "javascript")', tests="tests/linking"),
    Mutant(name="kept places of the map are not used", module="site/project.py",
           old="            kept=kept,\n", new="", tests="tests/site/test_pages.py tests/site/test_project.py"),
    Mutant(name="problems of the map are not reported", module="site/project.py",
           old="*loaded.glossary.diagnostics, *unkept)", new="*loaded.glossary.diagnostics)", tests="tests/site/test_pages.py tests/site/test_project.py"),
    Mutant(name="rules see only the names of this glossary", module="glossary.py",
           old="every_name,\n            texts,", new="names,\n            texts,", tests="tests/site tests/rules tests/identity"),
    Mutant(name="a description counts one entry too many", module="site/pages/sources.py",
           old="n=len(entries) or", new="n=len(entries) + 1 or", tests="tests/site/test_pages.py tests/site/test_project.py"),
    Mutant(name="a description counts one category too many", module="site/pages/lists.py",
           old='"categories.description", n=len(found)', new='"categories.description", n=len(found) + 1', tests="tests/site/test_pages.py tests/site/test_project.py"),
    Mutant(name="promise 1: no limit for the depth of JSON", module="text/untrusted.py",
           old="            if depth > MAX_FOREIGN_DEPTH or values", new="            if values", tests="tests/text/test_untrusted.py"),
    Mutant(name="promise 2: findings in the order in which they come", module="model/diagnostics.py",
           old="tuple(sorted(unique, key=lambda d: (d.where.file, d.where.line, d.where.column, d.code, d.message)))",
           new="tuple(unique)", tests="tests/model/test_diagnostics.py"),
    Mutant(name="promise 3: templates that escape nothing", module="site/render.py",
           old="autoescape=True", new="autoescape=False", tests="tests/site/test_injection.py"),
    Mutant(name="promise 3: a title in the navigation that is not escaped", module="hosts/navigation.py",
           old='escape(name or site.sentences.text("nav.glossary"))', new='name or site.sentences.text("nav.glossary")',
           tests="tests/hosts/test_glossaries.py"),
    Mutant(name="promise 4: a link that is read", module="text/regular_files.py",
           old="(os.stat if follow else os.lstat)(name)", new="os.stat(name)", tests="tests/text/test_regular_files.py"),
    Mutant(name="promise 4: a link that is written through", module="text/atomic_files.py",
           old="    if path.is_symlink():", new="    if False:", tests="tests/text/test_atomic_files.py"),
    Mutant(name="promise 5: an output folder that is written in place", module="hosts/whole_output.py",
           old="        config.site_dir = str(beside)\n", new="", tests="tests/hosts/test_whole_output.py"),
    Mutant(name="promise 5: a server without a last good version", module="site/project.py",
           old="return self._with_last_good(loaded, documents)", new="return loaded",
           tests="tests/site/test_serving.py"),
    Mutant(name="promise 6: sources of a term in the order of a set", module="identity/resolve.py",
           old="tuple(sorted({a.entry.source for a in concept.evidence if a.entry.source is not None}))",
           new="tuple({a.entry.source for a in concept.evidence if a.entry.source is not None})", tests="tests/cli/test_same_bytes.py"),
    Mutant(name="promise 7: a shared name that leads to the term whose id it is", module="site/permalinks.py",
           old="elif place in site.shared_slugs:", new="elif False:", tests="tests/site/test_permalinks.py"),
    Mutant(name="promise 8: a missing Git that is an error", module="reading/git_history.py",
           old="except (OSError, subprocess.TimeoutExpired):", new="except subprocess.TimeoutExpired:", tests="tests/hosts/test_offline.py"),
    Mutant(name="promise 9: several files without a journal", module="text/atomic_files.py",
           old="if journal is not None and len(steps) > 1:", new="if journal is not None and len(steps) > 10_000:",
           tests="tests/text/test_journal.py"),
)  # fmt: skip
"""Changes that no test noticed once, and one for each promise of docs/develop/promises.md."""


def random_mutants(count: int, *, seed: int, within: Sequence[str]) -> Iterator[Mutant]:
    """Changed operators and constants, spread over the modules that a pattern names."""
    source = random.Random(seed)
    modules = sorted(
        path
        for folder in TESTS
        for path in (PACKAGE / folder).rglob("*.py")
        if path.name != "__init__.py" and any(path.relative_to(PACKAGE).match(pattern) for pattern in within)
    )
    for _ in range(count):
        path = source.choice(modules)
        text = path.read_text("utf-8")
        places = [node for node in ast.walk(ast.parse(text)) if _changed(node) is not None]
        if places:
            node = source.choice(places)
            piece = ast.get_source_segment(text, node) or ""
            module = path.relative_to(PACKAGE).as_posix()
            new = _changed(node) or ""
            lines = text.splitlines(keepends=True)
            start = sum(map(len, lines[: node.lineno - 1])) + len(
                lines[node.lineno - 1].encode()[: node.col_offset].decode()
            )
            yield Mutant(
                name=f"{module}:{node.lineno}: {' '.join(piece.split())[:60]} → {' '.join(new.split())[:60]}",
                module=module, old=text, new=text[:start] + f"({new})" + text[start + len(piece) :],
                tests=TESTS[module.partition("/")[0]],
            )  # fmt: skip


def _changed(node: ast.AST) -> str | None:
    """The source of a node with one operator or constant changed; None where nothing is to change."""
    match node:
        case ast.Compare(ops=[op, *rest]) if type(op) in SWAPS:
            return ast.unparse(
                ast.Compare(left=node.left, ops=[SWAPS[type(op)](), *rest], comparators=node.comparators)
            )
        case ast.BoolOp(op=op):
            return ast.unparse(ast.BoolOp(op=SWAPS[type(op)](), values=node.values))
        case ast.BinOp(op=op) if type(op) in SWAPS:
            return ast.unparse(ast.BinOp(left=node.left, op=SWAPS[type(op)](), right=node.right))
        case ast.UnaryOp(op=ast.Not()):
            return ast.unparse(node.operand)
        case ast.Constant(value=int()) if not isinstance(node.value, bool):
            return str(node.value + 1)
    return None


def survives(mutant: Mutant) -> bool:
    """Runs the tests against a copy of the package with the change."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "termbase"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        module = copy / mutant.module
        text = module.read_text("utf-8")
        if mutant.old not in text:
            raise SystemExit(f"{mutant.module} has no longer what “{mutant.name}” changes; correct scripts/mutate.py")
        module.write_text(text.replace(mutant.old, mutant.new, 1), "utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests.split()]
        environment = {**os.environ, "PYTHONPATH": folder, "TERMBASE_MUTANT": folder}
        try:
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=1_800)
        except subprocess.TimeoutExpired:
            return False  # a loop without end
    if done.returncode not in (0, 1, 2, 3):
        raise SystemExit(f"The tests could not be run: {mutant.tests}\n{done.stderr.decode('utf-8', 'replace')}")
    return done.returncode == 0


def main() -> None:
    """Reads the command line and reports; ends with 1 if a mutant survives."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--random", type=int, default=0, metavar="N", help="try N random changes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--named", default="", metavar="WORDS", help="only named mutants with these words")
    parser.add_argument("--within", nargs="+", default=["*"], metavar="PATTERN", help="modules to change, as paths")
    chosen = parser.parse_args()
    mutants = (
        tuple(random_mutants(chosen.random, seed=chosen.seed, within=chosen.within))
        if chosen.random
        else tuple(one for one in NAMED if chosen.named in one.name)
    )
    alive = 0
    for mutant in mutants:
        lived = survives(mutant)
        alive += lived
        print(f"{'SURVIVED' if lived else 'killed  '}  {mutant.name}", flush=True)
    print(f"{len(mutants) - alive} of {len(mutants)} killed")
    raise SystemExit(1 if alive else 0)


if __name__ == "__main__":
    main()
