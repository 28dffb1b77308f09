"""The browser extension, as far as it can be judged without a browser."""

import io
import json
import re
from dataclasses import replace
from zipfile import ZipFile

import html5lib

from termbase.exports import embed, extension
from termbase.site.addresses import Addresses
from termbase.site.sentences import english
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


def test_its_own_page_speaks_the_language_of_the_glossary() -> None:
    own = replace(english(), language="xx", texts={key: (f"⟦{key}>⟧",) for key in english().texts})
    made = extension.extension(replace(SITE, sentences=own))
    page = html5lib.parse(made["options.html"], namespaceHTMLElements=False)
    assert page.get("lang") == "xx"
    said = {text.strip() for element in page.iter() for text in (element.text, element.tail) if text and text.strip()}
    said |= {value for element in page.iter() for key, value in element.attrib.items() if key.startswith("data-")}
    wanted = {f"⟦{key}>⟧" for key in english().texts if key.startswith("extension.")} - {"⟦extension.description>⟧"}
    assert {text for text in said if "{" not in text or "⟦" in text} == wanted
    assert json.loads(made["manifest.json"])["description"] == "⟦extension.description>⟧"
    assert not re.search(r"""["'`][A-Z][a-z]+[ .]""", made["options.js"])
