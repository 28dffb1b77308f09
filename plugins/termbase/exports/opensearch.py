"""`opensearch.xml`: lets a browser search the glossary from its address bar (OpenSearch 1.1)."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from termbase.exports.xml_document import add, serialize
from termbase.model.artifact import Artifact
from termbase.site.site import Site
from termbase.text.one_line import one_line

PATH: Final = "opensearch.xml"
MEDIA_TYPE: Final = "application/opensearchdescription+xml"


def export(site: Site) -> Iterator[Artifact]:
    """The description; none if the site's URL is unknown, since a browser needs an absolute one."""
    if not site.addresses.site_url:
        return
    title = one_line(site.termbase.title)
    root = Element("OpenSearchDescription", {"xmlns": "http://a9.com/-/spec/opensearch/1.1/"})
    add(root, "ShortName", _shortened(title, limit=16))
    add(root, "LongName", _shortened(title, limit=48))
    add(root, "Description", _shortened(one_line(site.termbase.description) or title, limit=1024))
    home = site.addresses.absolute(site.start)
    add(root, "Url", type="text/html", method="get", template=f"{home}?q={{searchTerms}}")
    add(root, "Url", type=MEDIA_TYPE, rel="self", template=site.addresses.absolute(site.addresses.file(PATH)))
    add(root, "Language", site.termbase.language)
    add(root, "InputEncoding", "UTF-8")
    add(root, "OutputEncoding", "UTF-8")
    yield Artifact(path=PATH, content=serialize(root))


def _shortened(text: str, *, limit: int) -> str:
    """As many whole words as fit, without a leading article if that helps."""
    if len(text) > limit:
        text = text.removeprefix("The ")
    while len(text) > limit and " " in text:
        text = text.rpartition(" ")[0]
    return text[:limit]
