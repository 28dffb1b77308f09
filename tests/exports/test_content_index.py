"""The script that palette, previews and map read."""

import gzip
import json
import re
from typing import Any

import pytest

from termbase.exports.content_index import export, plain_id
from termbase.exports.word_blocks import word_blocks
from termbase.site.addresses import Addresses
from termbase.site.repository import Repository
from termbase.site.site import Site
from termbase.site.structured_data import script_json
from termbase.site.summaries import summary
from termbase.text.query_words import query_words
from termbase.text.word_places import FIELD_COUNT, word_places
from tests.conftest import concept
from tests.exports.sites import HOSTILE, SMALL, made, real, small


def read(site: Site) -> dict[str, Any]:
    """The index as a browser gets it from the script."""
    script = next(artifact for artifact in export(site) if artifact.path == "assets/termbase/terms.js")
    assert isinstance(script.content, str)
    found = re.fullmatch(r"window\.termbaseTerms=(\{.*\});\n", script.content)
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


def blocks(site: Site, folder: str) -> list[Any]:
    """The blocks of a folder, in order."""
    found = []
    for artifact in export(site):
        if artifact.path.startswith(f"assets/termbase/{folder}/"):
            assert isinstance(artifact.content, str)
            start = f'(window.termbaseBlocks||={{}})["{artifact.path}"]='
            assert artifact.content.startswith(start)
            found.append(json.loads(artifact.content.removeprefix(start).rstrip(";\n")))
    return found


def columns(index: dict[str, Any]) -> list[tuple[str, str, list[list[str]]]]:
    """The term, the id, and the lists of names of each concept, as the finder reads them."""
    found = []
    id = ""
    lines = (index[key].split("\n") for key in ("terms", "ids", "names"))
    for term, part, names in zip(*lines, strict=True):
        id = id[: int(part[0], 36)] + part[1:] if part else plain_id(term)
        lists = [texts.split("\f") if texts else [] for texts in names.split("\t")] if names else []
        found.append((term, id, lists))
    return found


def ids(index: dict[str, Any]) -> list[str]:
    """The ids of all terms, as the finder knows them."""
    return [id for _, id, _ in columns(index)]


def test_a_concept_is_its_name_and_the_lists_that_are_not_empty() -> None:
    site = small()
    index = read(site)
    at = ids(index).index("churn-rate")
    assert columns(index)[at][0] == "Churn rate"
    assert index["category"][at] == 0
    assert columns(index)[at][2] == [["CR"], ["attrition rate"], ["churnrate"], ["loss rate"]]
    assert blocks(site, "definitions")[0][at] == "What Churn rate means."
    assert columns(index)[ids(index).index("upsell")][2] == []


def test_links_count_each_concept_once_that_is_related_or_mentions() -> None:
    site = made(
        {
            "concepts/a.yml": concept("Alpha", definition="First of all."),
            "concepts/b.yml": concept("Bison", definition="Comes after alpha.", related=["a"]),
            "concepts/c.yml": concept("Gamma", definition="Comes after alpha and the bison."),
        }
    )
    value = read(site)
    assert dict(zip(ids(value), value["links"], strict=True)) == {"a": 2, "b": 2, "c": 0}


def test_words_lead_to_the_concepts_whose_texts_have_them_and_say_in_which_field() -> None:
    site = made(
        {
            "concepts/a.yml": concept("Alpha", definition="First letter."),
            "concepts/b.yml": concept("Bison", definition="Beast.", explanation="Not a **letter**."),
        }
    )
    words = {word: places for block in blocks(site, "words") for word, places in block.items()}
    assert words["alpha"] == [0]
    assert words["letter"] == [1, FIELD_COUNT + 3]


def test_frequent_words_count_only_where_they_say_what_a_text_is_about() -> None:
    texts = [("name", "customer" if n < 5 else "", "", "customer") for n in range(150)]
    found = word_blocks(word_places(texts))
    assert found.frequent == ("customer", "name")
    assert json.loads(found.blocks[0])["customer"] == [FIELD_COUNT * n + 1 for n in range(5)]


def test_blocks_are_sorted_and_begin_where_the_index_says() -> None:
    found = word_blocks(word_places([(f"word{n:05}",) for n in range(5000)]))
    parts = [list(json.loads(block)) for block in found.blocks]
    assert len(parts) > 2
    assert [part[0] for part in parts] == list(found.first)
    assert [word for part in parts for word in part] == sorted(f"word{n:05}" for n in range(5000))


def test_addresses_have_a_star_where_the_id_goes() -> None:
    assert read(small())["paths"] == {
        "term": "terms/*/",
        "category": "categories/*/",
        "name": "go/*/",
        "map": "graph/",
        "definitions": "assets/termbase/definitions/*.js",
        "words": "assets/termbase/words/*.js",
    }
    flat = made(SMALL, addresses=Addresses(directory_urls=False))
    assert list(read(flat)["paths"].values())[:4] == [
        "terms/*.html",
        "categories/*.html",
        "go/*.html",
        "graph/index.html",
    ]


def test_a_missing_term_can_be_proposed_where_there_is_a_repository() -> None:
    assert read(small())["propose"] is None
    site = Site(glossary=small().glossary, repository=Repository(url="https://code.invalid/x"))
    address = read(site)["propose"]
    assert address.count("*") == 2
    assert address.replace("*", "DAU") == site.repository.propose(term="DAU")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_can_end_the_script_or_its_line(name: tuple[str, str]) -> None:
    from tests.exports.sites import hostile

    artifacts = list(export(hostile(name[0])))
    assert artifacts
    for artifact in artifacts:
        assert isinstance(artifact.content, str)
        code = artifact.content.partition("=")[2]
        start = code.index("=") + 1 if artifact.path.count("/") > 2 else 0
        assert not set("<>&\u2028\u2029") & set(code[start:])
        assert artifact.content.count("\n") == 1
        json.loads(code[start:].rstrip(";\n"))


def test_a_long_definition_is_cut_between_words() -> None:
    site = made({"concepts/long.yml": concept("Long", definition="word " * 100 + "end.")})
    text = summary(site, site.termbase.by_id["long"])
    assert len(text) <= 280
    assert text.endswith("word …")


def test_every_name_of_the_real_glossary_is_in_the_index() -> None:
    site = real()
    index = read(site)
    names = {id: {term, *(text for kind in lists for text in kind)} for term, id, lists in columns(index)}
    assert names == {
        c.id: {d.text for d in c.designations} | set(c.own.search if c.own else ()) for c in site.termbase.concepts
    }


def test_the_index_stays_light() -> None:
    sizes = {artifact.path: len(artifact.data) for artifact in export(real())}
    same_for_all = len(script_json(query_words()))
    assert same_for_all < 11_500
    assert (sizes["assets/termbase/terms.js"] - same_for_all) / len(real().termbase.concepts) < 100
    assert max(sizes.values()) < 32_000


def test_names_of_a_large_glossary_take_few_bytes_on_their_way() -> None:
    words = [f"{a}{b}{c}" for a in ("ba", "ce", "di", "fo", "gu") for b in ("ha", "ki", "lo") for c in ("mu", "ne")]
    named = [f"{words[n * 7 % 30]} {words[n * 11 % 29]} {n}x".capitalize() for n in range(300)]
    files = {f"concepts/t{n}.yml": concept(term, abbreviations=[f"T{n}"]) for n, term in enumerate(named)}
    sizes = [len(gzip.compress(script(made(part)).encode())) for part in (dict(list(files.items())[:150]), files)]
    assert (sizes[1] - sizes[0]) / 150 < 11


def test_ids_that_are_not_the_term_are_read_back_whatever_they_share_with_the_one_before() -> None:
    long = "l" * 50
    wanted = sorted(["a", "ab", "ab-plain", "abc1", "abc2", "b", f"{long}1", f"{long}2"])
    files = {
        f"concepts/{id}.yml": concept("Ab plain" if id == "ab-plain" else f"Term {n}") for n, id in enumerate(wanted)
    }
    index = read(made(files))
    assert ids(index) == wanted
    assert index["ids"].split("\n") == ["0a", "1b", "", "2c1", "32", "0b", f"0{long}1", f"z{long[35:]}2"]


def script(site: Site) -> str:
    """The script with the index."""
    return next(str(artifact.content) for artifact in export(site) if artifact.path.endswith("/terms.js"))
