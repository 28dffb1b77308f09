"""The exports for Vale, textlint and spelling checkers, with their patterns applied as those tools apply them."""

import io
import json
import re
from collections.abc import Mapping
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from termbase.exports import prh, select, vale, words
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from tests.linking.linking_cases import compiled

GLOSSARY = compiled(
    {"term": "Plugin", "deprecated": [{"name": "add-on", "reason": "It: sounds #optional."}, "extension"]},
    {"term": "Extension point"},
    {"term": "Browser extension"},
    {"term": "Home page", "deprecated": ["homepage"]},
    {"term": "C++", "deprecated": ["C plus plus", "a.b*(c)$"]},
    {"term": "GitHub"},
    {"term": "Net revenue retention", "abbreviations": ["NRR"]},
    {"term": "Mutual action plan", "abbreviations": ["MAP"]},
)
SITE = Site(glossary=GLOSSARY, addresses=Addresses(site_url="https://g.example/"))


def rules() -> Mapping[str, Any]:
    return {name: yaml.safe_load(text) for name, text in vale.style(SITE).items() if name.endswith(".yml")}


def by_vale(text: str) -> str:
    """What Vale's substitutions make of a text."""
    for rule in rules().values():
        if rule["extends"] == "substitution":
            for pattern, wanted in rule["swap"].items():
                text = re.sub(
                    pattern, wanted.replace("\\", r"\\"), text, flags=re.IGNORECASE if rule["ignorecase"] else 0
                )
    return text


def by_prh(text: str) -> str:
    """What prh makes of a text; its engine has Unicode properties, which `re` lacks."""
    (artifact,) = prh.export(SITE)
    for rule in yaml.safe_load(str(artifact.content))["rules"]:
        pattern = rule["pattern"].removeprefix("/").removesuffix("/").replace(r"\p{Lu}", "[A-Z]")
        text = re.sub(pattern, rule["expected"].replace("$$", "$"), text)
    return text


@pytest.mark.parametrize("check", [by_vale, by_prh])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("many add-ons and add ons", "many plugins and plugins"),
        ("an extension", "an plugin"),
        ("extension points, a browser extension, an extension", "extension points, a browser extension, an plugin"),
        ("the homepage", "the home page"),
        ("C plus plus or a.b*(c)$!", "C++ or C++!"),
        ("Github, GITHUB, GitHub, GitHub's", "GitHub, GitHub, GitHub, GitHub's"),
        ("Nrr and NRRs", "NRR and NRRs"),
        ("map the map", "map the map"),
        ("add-on.yml docs/add-on github.com @github my-github add-onx", "add-on.yml docs/add-on github.com @github my-github add-onx"),
    ],
)  # fmt: skip
def test_the_tools_find_what_lint_finds(check: Any, text: str, expected: str) -> None:
    assert check(text) == expected


def test_textlint_keeps_a_capital() -> None:
    assert by_prh("Add-ons, add-ons. Homepage") == "Plugins, plugins. Home page"


def test_the_style_is_what_vale_documents() -> None:
    artifact = select(SITE, "vale")
    assert artifact is not None
    with ZipFile(io.BytesIO(artifact.data)) as packed:
        names = packed.namelist()
    # A package with a style alone is one folder that has the name of the archive.
    assert artifact.path == "exports/Termbase.zip"
    assert {name.partition("/")[0] for name in names} == {"Termbase"}
    assert rules().keys() == {
        "Abbreviations.yml",
        "Capitals.yml",
        "c.yml",
        "home-page.yml",
        "plugin.yml",
    } or rules().keys() >= {"plugin.yml"}
    allowed = {
        "substitution": {
            "extends",
            "message",
            "link",
            "level",
            "ignorecase",
            "capitalize",
            "nonword",
            "action",
            "swap",
        },
        "conditional": {"extends", "message", "level", "ignorecase", "scope", "first", "second"},
    }
    for rule in rules().values():
        assert rule.keys() <= allowed[rule["extends"]]
        assert rule["level"] in ("suggestion", "warning", "error")
        # A group that captures would shift the groups by which Vale tells the names apart.
        assert all(re.compile(pattern).groups == 0 for pattern in rule.get("swap", {}))
        assert rule["message"].count("%s") == (2 if "swap" in rule else 1)
    assert rules()["plugin.yml"]["link"] == "https://g.example/terms/plugin/"
    short = rules()["Abbreviations.yml"]
    assert re.findall(short["first"], "NRR and MAP") == ["NRR", "MAP"]
    assert re.search(short["second"], "net revenue retention (NRR)")


def test_reasons_and_signs_are_quoted() -> None:
    (artifact,) = prh.export(SITE)
    found = yaml.safe_load(str(artifact.content))["rules"]
    assert "It: sounds #optional." in {rule.get("prh") for rule in found}


def test_a_glossary_without_anything_to_avoid_has_a_valid_file() -> None:
    (artifact,) = prh.export(Site(glossary=compiled({"term": "Plan"}), addresses=Addresses()))
    assert yaml.safe_load(str(artifact.content)) == {"version": 1, "rules": []}


def test_the_word_list_has_each_word_of_the_names_and_no_name_to_avoid() -> None:
    (artifact,) = words.export(SITE)
    listed = str(artifact.content).splitlines()
    assert listed == sorted(set(listed))
    assert {"GitHub", "NRR", "NRRs", "Plugin", "Plugins", "Net", "retention"} <= set(listed)
    assert not {"add", "homepage"} & set(listed)
    assert json.dumps(listed).isascii()


def test_no_name_breaks_a_file_or_a_pattern(attack: tuple[Site, str]) -> None:
    site, _ = attack
    for text in vale.style(site).values():
        for pattern in (yaml.safe_load(text) or {}).get("swap", {}) if text.startswith("extends") else ():
            re.compile(pattern)
    (artifact,) = prh.export(site)
    for rule in yaml.safe_load(str(artifact.content))["rules"]:
        re.compile(rule["pattern"][1:-1].replace(r"\p{Lu}", "[A-Z]"))
