"""The sitemap, which the host writes: term pages are in it, redirects and exports are not."""

from pathlib import Path
from xml.etree.ElementTree import fromstring

from tests import forked
from tests.conftest import write_all
from tests.hosts.conftest import CONFIG


def test_pages_and_nothing_else(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": CONFIG,
        "docs/page.md": "# Page\n",
        "glossary/concepts/churn-rate.yml": "term: Churn rate\nabbreviations: [CR]\ndefinition: Share lost.\n",
        "glossary/concepts/one.yml": "term: One thing\nabbreviations: [XY]\ndefinition: One.\n",
        "glossary/concepts/two.yml": "term: Two things\nabbreviations: [XY]\ndefinition: Two.\n",
    }
    write_all(tmp_path, files)
    done = forked.run("mkdocs", "build", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    sitemap = fromstring((tmp_path / "site" / "sitemap.xml").read_bytes())
    listed = {
        (loc.text or "").removeprefix("https://test.invalid/") for loc in sitemap.iter() if loc.tag.endswith("}loc")
    }
    assert {"", "page/", "terms/", "terms/churn-rate/", "terms/one/", "terms/two/", "acronyms/"} <= listed
    assert {path for path in listed if path.startswith("go/")} <= {"go/xy/"}, "only a list of meanings is a page"
    assert not {path for path in listed if path.startswith(("exports/", "api/"))}
    assert (tmp_path / "site" / "go" / "cr" / "index.html").exists()
    assert (tmp_path / "site" / "objects.inv").read_bytes().startswith(b"# Sphinx inventory version 2\n")
    assert (tmp_path / "site" / "exports" / "terms.csv").read_bytes().startswith(b"\xef\xbb\xbfterm,")
    assert (tmp_path / "site" / "exports" / "links.txt").exists()
