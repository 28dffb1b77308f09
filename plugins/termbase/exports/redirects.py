"""`api/v1/redirects.json`: the current state of published URLs."""

from collections.abc import Iterator
from typing import Any, Final

from termbase.identity.published_ids import names_today
from termbase.model.artifact import Artifact, json_artifact
from termbase.model.concept import ConceptId
from termbase.site.site import Site

PATH: Final = "api/v1/redirects.json"


def redirects(site: Site) -> dict[str, Any]:
    """Renamed and removed concepts, and published names that lead to something else or to several now.

    Addresses are relative to the root of the site in `from` and absolute in `to`.
    """
    termbase = site.termbase
    today = names_today(termbase)

    def page(id: str) -> str:
        return site.addresses.absolute(site.addresses.term(ConceptId(id)))

    def moved(old: str, id: str) -> Iterator[dict[str, Any]]:
        for place in (site.addresses.term(ConceptId(old)), site.addresses.permalink(old)):
            yield {"from": place, "to": page(id), "id": id}

    changed = [
        (name, tuple(termbase.former_ids.get(id, ConceptId(id)) for id in name.concepts), today[name.slug])
        for name in site.glossary.published
        if name.slug in today
    ]
    return {
        "version": "1",
        "redirects": [
            *(line for old, id in sorted(termbase.former_ids.items()) for line in moved(old, id)),
            *(
                {"from": site.addresses.permalink(name.slug), "to": page(now[0]), "id": now[0]}
                for name, before, now in changed
                if len(now) == 1 and now[0] not in before
            ),
        ],
        "removed": [
            {"from": site.addresses.term(ConceptId(gone.id)), "id": gone.id, "reason": gone.reason, "date": gone.date}
            for gone in sorted(termbase.removed, key=lambda gone: gone.id)
        ],
        "ambiguous": [
            {
                "from": site.addresses.permalink(name.slug),
                "was": list(before),
                "now": [{"id": id, "to": page(id)} for id in now],
            }
            for name, before, now in changed
            if len(now) > 1 and len(before) == 1
        ],
    }


def export(site: Site) -> Iterator[Artifact]:
    """The list; it exists even if nothing was ever renamed."""
    yield json_artifact(PATH, redirects(site))
