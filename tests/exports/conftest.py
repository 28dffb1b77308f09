"""What the tests of exports share."""

import pytest

from termbase.site.site import Site
from tests.exports.sites import HOSTILE, hostile, real, small


@pytest.fixture(scope="session", params=[real, small], ids=["real", "small"])
def site(request: pytest.FixtureRequest) -> Site:
    """A glossary as it should be."""
    made: Site = request.param()
    return made


@pytest.fixture(scope="session", params=HOSTILE.values(), ids=HOSTILE.keys())
def attack(request: pytest.FixtureRequest) -> tuple[Site, str]:
    """A glossary with a hostile name, and the words that a reader should find."""
    given, expected = request.param
    return hostile(given), expected
