"""The browser extension, as far as it can be judged without a browser."""

import io
import json
from zipfile import ZipFile

from termbase.exports import embed, extension
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from tests.linking.linking_cases import glossary

SITE = Site(glossary=glossary(), addresses=Addresses(site_url="https://glossary.example/base/"))


def test_it_asks_for_no_page_on_its_own() -> None:
    manifest = json.loads(extension.extension(SITE)["manifest.json"])
    assert manifest["manifest_version"] == 3
    assert "host_permissions" not in manifest
    assert "content_scripts" not in manifest
    assert manifest["permissions"] == ["scripting"]
    assert manifest["name"] == "Glossary"
    gecko = manifest["browser_specific_settings"]["gecko"]
    assert gecko["id"] == "terms@glossary.example"
    assert gecko["data_collection_permissions"] == {"required": ["none"]}


def test_it_is_made_of_the_script_and_a_copy_of_the_terms() -> None:
    made = extension.extension(SITE)
    assert made["termbase.js"] == embed.embed_script()
    assert json.loads(made["names.json"]) == embed.embedded_names(embed.terms(SITE))
    assert 'GLOSSARY = "https://glossary.example/base/embed/"' in made["background.js"]
    assert not any(
        "{{" in content for name, content in made.items() if name.endswith((".js", ".html")) and name != "termbase.js"
    )


def test_the_archive_has_the_same_files() -> None:
    *single, archive = extension.export(SITE)
    assert isinstance(archive.content, bytes)
    with ZipFile(io.BytesIO(archive.content)) as packed:
        found = {
            f"{extension.EXTENSION_FOLDER}/{name}": packed.read(name).decode("utf-8") for name in packed.namelist()
        }
    assert found == {artifact.path: artifact.content for artifact in single}
    assert (
        next(artifact.data for artifact in extension.export(SITE) if artifact.path == archive.path) == archive.content
    )


def test_without_an_address_there_is_none() -> None:
    assert list(extension.export(Site(glossary=glossary(), addresses=Addresses()))) == []
