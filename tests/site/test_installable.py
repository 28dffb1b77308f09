"""The files of a site that can be installed, and the option."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from termbase.site.installable import MANIFEST, WORKER, installable
from termbase.site.options import InstallOptions, OptionsError, decode_options
from termbase.site.page_options import PageOptions, Part
from termbase.site.project import Project
from termbase.site.settings import make_settings
from tests.exports.sites import made

SITE = made({"concepts/churn.yml": "term: Churn\ndefinition: Loss of customers.\n"})


def files(options: InstallOptions | None, **changes: object) -> dict[str, str]:
    site = replace(SITE, installable=options, **changes)
    return {artifact.path: artifact.data.decode("utf-8") for artifact in installable(site, name="Acme </script> Docs")}


def test_no_site_is_installable_unasked() -> None:
    assert decode_options({}).installable is None
    assert decode_options({"installable": False}).installable is None
    assert decode_options({"installable": True}).installable == InstallOptions()
    assert files(None) == {}


def test_the_manifest_names_the_site_and_its_lists() -> None:
    manifest = json.loads(files(InstallOptions())[MANIFEST])
    assert (manifest["name"], manifest["short_name"]) == ("Acme </script> Docs", "Acme </script> Docs")
    assert [item["url"] for item in manifest["shortcuts"]] == ["./terms/"]
    assert "theme_color" not in manifest
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    elsewhere = files(InstallOptions(), addresses=PageOptions(folders={Part.TERMS: "words"}).addresses())
    assert json.loads(elsewhere[MANIFEST])["shortcuts"][0]["url"] == "./words/"


@pytest.mark.parametrize(
    ("icon", "sizes", "kind"), [("a/b.png", "512x512", "image/png"), ("b.svg", "any", "image/svg+xml")]
)
def test_an_icon_of_the_site_s_own_is_the_only_one(icon: str, sizes: str, kind: str) -> None:
    manifest = json.loads(files(InstallOptions(icon=icon, short_name="Acme", color="#0b5a64"))[MANIFEST])
    assert manifest["icons"] == [{"src": icon, "sizes": sizes, "type": kind}]
    assert (manifest["short_name"], manifest["theme_color"]) == ("Acme", "#0b5a64")


def test_to_give_it_up_leaves_a_worker_that_deletes() -> None:
    left = files(InstallOptions(remove=True))
    assert list(left) == [WORKER]
    assert "unregister" in left[WORKER]


@pytest.mark.parametrize(
    "wrong",
    [
        {"icon": "/a.png"},
        {"icon": "https://a.example/b.png"},
        {"icon": "a b.png"},
        {"icon": "a.gif"},
        {"color": "red"},
        {"colour": "#ffffff"},
        "yes",
    ],
)
def test_what_it_cannot_use_is_refused(wrong: object) -> None:
    with pytest.raises(OptionsError, match="installable"):
        decode_options({"installable": wrong})


@pytest.mark.parametrize(
    ("site_url", "serving", "wanted"),
    [("https://a.example/", False, True), ("", False, False), ("https://a.example/", True, False)],
)
def test_only_a_site_that_is_published_is_installable(
    tmp_path: Path, site_url: str, serving: bool, wanted: bool
) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/churn.yml").write_text("term: Churn\ndefinition: Loss of customers.\n", "utf-8")
    settings = make_settings({"installable": True, "history": False}, root=tmp_path, site_url=site_url)
    site = Project(settings=settings, serving=serving).site()
    assert (site.installable is not None) is wanted
