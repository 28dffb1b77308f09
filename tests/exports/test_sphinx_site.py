"""A foreign Sphinx site that links to terms through `objects.inv`, built with warnings as errors."""

import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup

from termbase.exports import select
from tests.exports.sites import URL, real

PAGE = """
Foreign
=======

We watch :term:`NRR` and :term:`net dollar retention`, never :term:`nrr` alone.

A :external+terms:term:`Churn rate <churn rate>`, :ref:`onboarding`, :external+terms:doc:`terms/churn`,
and a name with two meanings: :term:`CSM`.
"""


def test_a_sphinx_site_links_by_name(tmp_path: Path) -> None:
    inventory = select(real(), "inventory")
    assert inventory is not None
    (tmp_path / "terms.inv").write_bytes(inventory.data)
    (tmp_path / "index.rst").write_text(PAGE, "utf-8")
    (tmp_path / "conf.py").write_text(
        "project = 'Foreign'\n"
        "extensions = ['sphinx.ext.intersphinx']\n"
        f"intersphinx_mapping = {{'terms': ({URL!r}, 'terms.inv')}}\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-b", "html", str(tmp_path), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "out" / "index.html").read_text("utf-8")
    links = [
        (a.get_text(), a["href"]) for a in BeautifulSoup(html, "html.parser").select("a.external") if URL in a["href"]
    ]
    assert links == [
        ("NRR", f"{URL}terms/net-revenue-retention/"),
        ("net dollar retention", f"{URL}terms/net-revenue-retention/"),
        ("nrr", f"{URL}terms/net-revenue-retention/"),
        ("Churn rate", f"{URL}terms/churn-rate/"),
        ("Onboarding", f"{URL}terms/onboarding/"),
        ("Churn", f"{URL}terms/churn/"),
        ("CSM", f"{URL}go/csm/"),
    ]
