"""The script for pages of other sites, as far as it can be judged without a browser."""

import json
import re
from base64 import b64decode
from dataclasses import replace
from gzip import compress
from hashlib import sha384
from pathlib import Path
from typing import Any

import pytest

from termbase import __version__
from termbase.exports import embed
from termbase.glossary import compile_glossary
from termbase.identity.remote import RemoteGlossary
from termbase.site.addresses import Addresses
from termbase.site.sentences import english
from termbase.site.site import Site
from termbase.yaml_files.tree import parse
from tests.conftest import concept
from tests.exports.sites import small
from tests.linking.linking_cases import glossary


def files(site: Site) -> dict[str, str]:
    return {artifact.path: artifact.content for artifact in embed.export(site)}


def test_it_comes_as_six_files_and_those_of_the_definitions(site: Site) -> None:
    assert [path for path in files(site) if not path.startswith("embed/definitions/")] == [
        "embed/termbase.js",
        f"embed/termbase-{__version__}.js",
        "embed/integrity.json",
        "embed/terms.json",
        "embed/terms.js",
        "embed/names.json",
    ]


def test_the_versioned_script_is_the_same(site: Site) -> None:
    made = files(site)
    assert made[embed.EMBED_SCRIPT] == made[embed.VERSIONED] == embed.embed_script()


def test_the_script_is_small() -> None:
    assert len(compress(embed.embed_script().encode())) < 24_000


def test_the_script_survives_a_page_without_an_encoding() -> None:
    assert embed.embed_script().isascii()


def test_the_script_needs_nothing_that_a_strict_policy_forbids() -> None:
    forbidden = r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|\.style\b(?!\.)|<style|import\("
    assert re.findall(forbidden, embed.embed_script()) == []
    assert re.findall(r"cookie|localStorage|sessionStorage|indexedDB|sendBeacon|XMLHttp", embed.embed_script()) == [
        "cookie"
    ]


def test_a_script_of_an_earlier_version_is_still_published(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "embed").mkdir()
    for name in ("termbase.js", "termbase-0.0.1.js", "notes.txt"):
        (tmp_path / "embed" / name).write_text(name, "utf-8")
    monkeypatch.setattr(embed, "files", lambda _: tmp_path)
    made = files(small())
    assert made["embed/termbase-0.0.1.js"] == "termbase-0.0.1.js"
    assert "embed/notes.txt" not in made


def test_the_integrity_hash_is_that_of_the_bytes() -> None:
    kind, _, digest = embed.integrity("é").partition("-")
    assert kind == "sha384"
    assert b64decode(digest) == sha384("é".encode()).digest()


def test_the_hashes_of_all_versions_are_published(site: Site) -> None:
    made = files(site)
    told = json.loads(made[embed.INTEGRITY])
    assert told["version"] == __version__
    assert told["tag"] == embed.tag(site, pinned=True)
    assert told["scripts"] == {embed.VERSIONED: embed.integrity(made[embed.VERSIONED])}


def test_the_tag_names_the_newest_or_one_version() -> None:
    site = small()
    assert embed.tag(site) == '<script src="https://termbase.example/embed/termbase.js" async></script>'
    assert embed.tag(site, pinned=True) == (
        f'<script src="https://termbase.example/embed/termbase-{__version__}.js" '
        f'integrity="{embed.integrity(embed.embed_script())}" crossorigin="anonymous" async></script>'
    )


def test_both_files_of_terms_say_the_same(site: Site) -> None:
    made = files(site)
    call = re.fullmatch(
        r"globalThis\.termbaseTerms=\{from:document\.currentScript\.src,data:JSON\.parse\((.*)\)\};\n",
        made[embed.TERMS_SCRIPT],
    )
    assert call is not None
    assert made[embed.TERMS_SCRIPT].isascii()
    assert json.loads(json.loads(call[1])) == json.loads(made[embed.TERMS_FILE])


def test_every_surface_leads_to_a_term(site: Site) -> None:
    data = embed.terms(site)
    concepts = site.termbase.concepts
    assert data["terms"]
    for path, name, text, *meanings in data["terms"]:
        assert path.startswith("go/" if meanings else "terms/")
        assert name
        assert len(text) <= 320
        assert all(place < len(concepts) for meaning in meanings for place in meaning)
    for words, place, *exact in data["names"] + data["explicit"]:
        assert words == words.strip().casefold()
        assert 0 <= place < len(data["terms"])
        assert all(isinstance(spelling, str) for spelling in exact)


def test_the_terms_of_the_table() -> None:
    data = embed.terms(Site(glossary=glossary(), addresses=Addresses(directory_urls=False)))
    named = {words: data["terms"][place] for words, place, *_ in data["names"]}
    explicit = {words: data["terms"][place][0] for words, place, *_ in data["explicit"]}
    assert data["suffix"] == ".html"
    assert named["churn rate"] == ["terms/churn-rate", "Churn rate", "What Churn rate means."]
    meanings = named["csm"][3]
    assert named["csm"][:3] == ["go/csm", "CSM", ""]
    assert [data["terms"][place][1] for place in meanings] == [
        "Customer success management",
        "Customer success manager",
    ]
    assert explicit["plan"] == "terms/plan"
    assert explicit["health score"] == "terms/health-score"
    assert not explicit.keys() & named.keys()


def test_a_long_definition_is_cut_between_words() -> None:
    text = concept("Churn", definition="word " * 200)
    site = Site(glossary=compile_glossary([parse(text, file="concepts/churn.yml")]))
    ((_, _, shown),) = embed.terms(site)["terms"]
    assert len(shown) <= 320
    assert shown.endswith("word …")


def test_terms_of_another_glossary_are_not_ours_to_link() -> None:
    remote: Any = {
        "id": "arr",
        "url": "https://other.example/arr/",
        "term": "Annual recurring revenue",
        "abbreviations": ["ARR"],
        "synonyms": [],
        "variants": [],
        "definition": "Elsewhere.",
    }
    made = compile_glossary(
        [parse(concept("Churn"), file="concepts/churn.yml")], remotes=[RemoteGlossary(key="other", terms=(remote,))]
    )
    assert [words for words, _ in embed.terms(Site(glossary=made))["names"]] == ["churn"]


def test_a_hostile_name_stays_data(attack: tuple[Site, str]) -> None:
    site, expected = attack
    made = files(site)
    data = json.loads(made[embed.TERMS_FILE])
    assert expected in [name for _, name, *_ in data["terms"]]
    assert all(content.encode() for content in made.values())


def test_the_address_of_the_site_is_told_where_it_is_known() -> None:
    site = small()
    assert embed.terms(site)["site"] == "https://termbase.example/"
    assert embed.terms(replace(site, addresses=Addresses()))["site"] == ""


def test_what_a_preview_says_comes_with_the_terms(site: Site) -> None:
    texts = {key: (f"⟦{key}⟧",) for key in english().texts}
    made = embed.terms(replace(site, sentences=replace(english(), texts=texts)))
    assert made["sentences"] == {key: f"⟦embed.{key}⟧" for key in ("from", "several", "tap")}
    assert embed.embedded_names(made)["sentences"] == made["sentences"]
    assert {key.removeprefix("embed.") for key in texts if key.startswith("embed.")} == made["sentences"].keys()


def test_a_script_says_of_its_own_only_what_older_files_lack(site: Site) -> None:
    """A file of terms that someone keeps may be older than the script that reads it."""
    listed = re.search(r"const SENTENCES = \{(.*)\};", embed.embed_script())
    assert listed
    assert dict(re.findall(r'(\w+): "([^"]+)"', listed[1])) == embed.terms(site)["sentences"]
    preview = (Path(embed.__file__).parents[1] / "embed/source/preview.js").read_text("utf-8")
    assert re.findall(r"""["`][A-Z]\w+ [^"`]*["`]""", preview) == []
