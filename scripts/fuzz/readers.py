"""Everything that reads what strangers wrote, with good input to damage and what must hold for any input."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache, partial
from typing import Any, Final

from scripts.fuzz import checks as check
from scripts.fuzz import good_files as good
from scripts.fuzz.damage import as_bytes, as_json, damaged, joined, twisted

from termbase.glossary import compile_glossary
from termbase.hosts.shard_build import SHARD_FORMAT
from termbase.review.compare import diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One thing that reads strangers' input."""

    name: str
    make: Callable[[random.Random], bytes]
    """Makes an input."""
    check: Callable[[bytes], None]
    """Has it read, and raises if that does not end well."""


def _texts(*goods: str) -> Callable[[random.Random], bytes]:
    def make(source: random.Random) -> bytes:
        text = joined(source) if source.random() < 0.2 else damaged(source.choice(goods), source)
        return as_bytes(text, source)

    return make


def _trees(*goods: Any) -> Callable[[random.Random], bytes]:
    """Trees of values of a wrong kind, as JSON; some of them damaged as text as well."""

    def make(source: random.Random) -> bytes:
        tree = source.choice(goods)
        text = as_json(twisted(tree, source) if source.random() < 0.8 else tree, source)
        return as_bytes(damaged(text, source) if source.random() < 0.35 else text, source)

    return make


def _several(source: random.Random) -> bytes:
    """A list of terms of which those in the middle are bad."""
    bad = [twisted(source.choice((good.TERM, good.NEIGHBOR)), source) for _ in range(source.randint(1, 3))]
    return json.dumps(
        {"terms": [{"term": "Aaa first", "definition": "One."}, *bad, {"term": "Zzz last", "definition": "Two."}]}
    ).encode()


def _entries(source: random.Random) -> bytes:
    entry = good.GLOSSARY["entries/a.yml"]["entries"][0]
    bad = [twisted(entry, source) for _ in range(source.randint(1, 3))]
    ends = [
        {"locator": f"Z{n}", "term": term, "definition": "One."} for n, term in enumerate(("Aaa first", "Zzz last"))
    ]
    return json.dumps({"source": "a", "entries": [ends[0], *bad, ends[1]]}).encode()


def _shards(source: random.Random) -> bytes:
    note, index = {**good.NOTE, "format": SHARD_FORMAT}, good.INDEX
    if source.random() < 0.5:
        note = twisted(note, source)
    else:
        index = twisted(index, source)
    written = json.dumps(index, separators=(",", ":"))
    return f"{json.dumps(note)}\n\n\n{damaged(written, source) if source.random() < 0.2 else written}".encode(
        "utf-8", "surrogatepass"
    )


def _caches(source: random.Random) -> bytes:
    data = bytearray(source.choice(check.stored()))
    for _ in range(source.choice((1, 1, 5, 200))):
        at = source.randrange(len(data))
        match source.randrange(4):
            case 0:
                data[at] ^= 1 << source.randrange(8)
            case 1:
                data[at : at + source.choice((1, 100))] = source.randbytes(source.choice((0, 1, 100)))
            case 2:
                data[at : at + 16] = bytes(16)
            case _:
                if source.random() < 0.1:
                    del data[at:]
        if not data:
            break
    return bytes(data)


def _edits(source: random.Random) -> bytes:
    """The edits of an author while a site is served: each the text of one file, damaged and then good again."""
    edits = []
    for _ in range(source.randint(1, 5)):
        name = source.choice(list(good.GLOSSARY))
        text = check.neighbors()[name]
        edits.append(
            [name, source.choice((text, damaged(text, source), as_json(twisted(good.GLOSSARY[name], source), source)))]
        )
    return json.dumps(edits).encode("utf-8", "surrogatepass")


def _as_yaml(tree: Any) -> str:
    import yaml

    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)


def _both(tree: Any) -> Callable[[random.Random], bytes]:
    """Texts of YAML, damaged, and trees with wrong values."""
    text, wrong = _texts(_as_yaml(tree)), _trees(tree)
    return lambda source: (text if source.random() < 0.5 else wrong)(source)


_API: Final = _trees(good.REMOTE)


@cache
def _diff() -> Any:
    """A comparison as the build of a pull request leaves it."""
    texts = {
        **check.neighbors(),
        "concepts/several.yml": json.dumps({"terms": [good.NEIGHBOR, {"term": "Bounce", "definition": "Return."}]}),
    }
    after = compile_glossary(check.documents(texts), root="g")
    return json.loads(json.dumps(asdict(diff(check.base(), after))))


def _comparisons(source: random.Random) -> bytes:
    return _trees(_diff())(source)


READERS: Final[Mapping[str, Reader]] = {
    reader.name: reader
    for reader in (
        *(Reader(name=name, make=_both(tree), check=partial(check.glossary_file, name)) for name, tree in good.GLOSSARY.items()),
        Reader(name="terms", make=_several, check=partial(check.good_neighbors, file="concepts/bad.yml", kind="term")),
        Reader(name="entries", make=_entries, check=partial(check.good_neighbors, file="entries/a.yml", kind="entry")),
        Reader(name="published.txt", make=_texts(good.LEDGER), check=check.ledger),
        Reader(name="map.json", make=_trees(good.MAP), check=check.kept_map),
        Reader(name="mkdocs.yml", make=_both(good.SETTINGS), check=partial(check.settings, "mkdocs.yml")),
        Reader(name="zensical.toml", make=_texts('[project]\nsite_name = "T"\n\n[project.plugins.termbase]\nglossary = "g"\nlink = {repeat = "page"}\n'), check=partial(check.settings, "zensical.toml")),
        Reader(name="remote", make=_API, check=check.remote),
        Reader(name="published", make=_API, check=check.published),
        Reader(name="import of our API", make=_API, check=partial(check.imported, "ours.json")),
        *(Reader(name=f"import {name}", make=_texts(text), check=partial(check.imported, name)) for name, text in good.IMPORTS.items()),
        Reader(name="form", make=_texts(good.FORM), check=check.issue),
        Reader(name="comparison", make=_comparisons, check=check.comparison),
        Reader(name="history", make=_texts(good.LOG), check=check.history),
        Reader(name="page", make=_texts(good.PAGE), check=check.page),
        Reader(name="assistant", make=_texts(good.PAGE, "What is the churn rate (CR)?", "churn"), check=check.questions),
        Reader(name="sentences", make=_texts(good.SENTENCES), check=check.sentences),
        Reader(name="baseline", make=_texts(good.BASELINE), check=check.baseline),
        Reader(name="shard", make=_shards, check=check.shard),
        Reader(name="cache", make=_caches, check=check.changed_cache),
        Reader(name="journal", make=_trees(check.JOURNAL, [step | {"path": "../outside.yml"} for step in check.JOURNAL]), check=check.journal),
        Reader(name="edits", make=_edits, check=check.served),
    )
}  # fmt: skip
"""Every reader by its name."""
