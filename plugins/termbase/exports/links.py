"""Names as Markdown reference links: with the list at the end of a page, `[NRR]` there is a link."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from termbase.exports.leads import leads
from termbase.exports.markdown_label import is_safe_label
from termbase.model.artifact import Artifact
from termbase.site.site import Site

# Not “.md”: static site generators would treat it as a page of this site.
PATH: Final = "exports/links.txt"


def export(site: Site) -> Iterator[Artifact]:
    """The list, one definition per line, in alphabetical order.

    Markdown ignores case here. Names that differ in nothing else and lead to different
    places are left out.
    """
    spellings: dict[str, dict[str, str]] = defaultdict(dict)
    for name, target in leads(site).items():
        if is_safe_label(name):
            address = site.addresses.absolute(site.address(target))
            spellings[name.casefold()].setdefault(address, name)
    lines = (
        f"[{name}]: {address}\n" for found in spellings.values() if len(found) == 1 for address, name in found.items()
    )
    yield Artifact(path=PATH, content="".join(lines))
