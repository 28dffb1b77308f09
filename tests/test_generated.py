"""Whatever the files of a glossary hold, the whole site is made, every finding has a place, and nothing gets in.

`TERMBASE_EXAMPLES=5000 pytest tests/test_generated.py` tries more than the tests usually do.
"""

import json
import os
import random
import re
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.editing.tidy import fix
from termbase.glossary import compile_glossary
from termbase.hosts.whole_site import WholeSite, render_whole
from termbase.site.addresses import Addresses
from termbase.site.site import Site
from termbase.yaml_files.tree import parse
from tests.generated_glossaries import glossary
from tests.hostile import dangers

MANY = settings(
    max_examples=int(os.environ.get("TERMBASE_EXAMPLES", "15")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ANY_GLOSSARY = st.randoms(use_true_random=False)


def rendered(files: dict[str, str]) -> tuple[Site, WholeSite]:
    made = compile_glossary([parse(text, file=file) for file, text in sorted(files.items())])
    dates = {concept.where.file: "2024-02-29" for concept in made.termbase.concepts}
    site = Site(glossary=made, addresses=Addresses(site_url="https://x.example/"), updated=dates)
    return site, render_whole(site)


DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)


def unwritable(path: str) -> str:
    """What keeps Windows from writing a path; "" if nothing does."""
    if len(path) > 180:  # of 260, the rest is for the folder
        return "too long"
    for part in path.split("/"):
        if re.search(r'[\x00-\x1f<>:"|?*\\]', part) or part.endswith((".", " ")) or DEVICES.fullmatch(part):
            return part
    return ""


@MANY
@given(ANY_GLOSSARY)
def test_every_page_and_file_is_made_well_formed_and_can_be_written_on_windows(source: random.Random) -> None:
    files = glossary(source)
    site, whole = rendered(files)
    for found in site.glossary.diagnostics:
        text = files.get(found.where.file, "")
        assert 1 <= found.where.line <= text.count("\n") + 1
        assert found.where.column >= 1
        assert found.hint
        assert "\n" not in found.message
    for artifact in whole.files:
        data = artifact.data.decode("utf-8") if not artifact.path.endswith((".zip", ".inv", ".png", ".woff2")) else ""
        if artifact.path.endswith(".json"):
            json.loads(data)
        if artifact.path.endswith((".xml", ".tbx", ".rdf", ".svg")):
            ElementTree.fromstring(data)
    for body in whole.bodies.values():
        assert dangers(body.html, words="evil") == []
    paths = [*(artifact.path for artifact in whole.files), *(f"{page.path}/index.html" for page in whole.pages)]
    assert {path: why for path in paths if (why := unwritable(path))} == {}
    assert len({path.casefold() for path in paths}) == len(set(paths)), "two paths differ by case alone"


@MANY
@given(ANY_GLOSSARY)
def test_the_formatter_changes_a_file_once_and_no_meaning(source: random.Random) -> None:
    for file, text in glossary(source).items():
        once = fix(text, file=file)
        if not once.refused:
            assert fix(once.text, file=file).text == once.text
            before, after = (compile_glossary([parse(one, file=file)]).termbase for one in (text, once.text))
            assert before == after


@settings(MANY, max_examples=MANY.max_examples // 3)
@given(ANY_GLOSSARY)
def test_the_order_of_files_changes_no_byte(source: random.Random) -> None:
    files = glossary(source)
    turned = dict(sorted(files.items(), reverse=True))
    pages = []
    for given_files in (files, turned):
        made = compile_glossary([parse(text, file=file) for file, text in given_files.items()])
        pages.append(render_whole(Site(glossary=made)))
    assert [item.data for item in pages[0].files] == [item.data for item in pages[1].files]
    assert {path: body.html for path, body in pages[0].bodies.items()} == {
        path: body.html for path, body in pages[1].bodies.items()
    }
