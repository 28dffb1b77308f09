"""The pages that a name or a former id leads to, if it does not lead to one term."""

from collections.abc import Iterator, Sequence

from markupsafe import escape

from termbase.identity.published_ids import names_today
from termbase.model.concept import Concept, RemoteConcept
from termbase.model.page_paths import name_path
from termbase.model.removed import Removed
from termbase.model.vocabulary import RelationKind
from termbase.site.links_from import LinksFrom
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.made import made
from termbase.site.permalinks import ambiguous_names
from termbase.site.site import Site
from termbase.site.views import MeaningsPage, RemovedPage
from termbase.site.views.names import Meaning
from termbase.text.folding import fold
from termbase.text.slug import slug


def meanings(site: Site) -> Iterator[Page]:
    """A page for each name of several concepts."""
    shorts = {fold(acronym.text) for acronym in site.acronyms}
    for name, ids in ambiguous_names(site):
        yield _meanings(
            site,
            name,
            tuple(site.termbase.by_id[id] for id in ids if id in site.termbase.by_id),
            tuple(site.glossary.elsewhere[id] for id in ids if id in site.glossary.elsewhere),
            short=fold(name) in shorts,
        )


def _meanings(
    site: Site, name: str, concepts: Sequence[Concept], others: Sequence[RemoteConcept], *, short: bool
) -> Page:
    texts, say = site.texts.concepts, site.sentences.text

    def view(here: LinksFrom) -> MeaningsPage:
        ids = {concept.id for concept in concepts}
        stated = texts[concepts[0].id].contrasts if concepts else {}
        contrasts = concepts[0].related(RelationKind.CONTRAST) if concepts else ()
        return MeaningsPage(
            title=name,
            description=say(
                "meanings.description",
                name=name,
                n=len(concepts) + len(others),
                terms=say("list.comma").join((*(c.term for c in concepts), *(o.term for o in others))),
            ),
            name=name,
            meanings=tuple(
                Meaning(
                    id=c.id,
                    term=c.term,
                    href=here.href(c.id),
                    definition=here.rich(texts[c.id].definition, inline=True),
                )
                for c in concepts
            )
            + tuple(
                Meaning(
                    id=o.id,
                    term=o.term,
                    href=here.remote_href(o),
                    definition=escape(o.definition),
                    glossary=o.glossary,
                    near=bool(o.page),
                )
                for o in others
            ),
            differences=tuple(
                here.rich(stated[relation.target], inline=True)
                for relation in contrasts
                if relation.target in ids and relation.target in stated
            ),
        )

    return made(site, name_path(slug(name)), view, under="acronyms" if short else "terms")


def removed(site: Site) -> Iterator[Page]:
    """A page at the old places of each concept that is gone and has no successor."""
    names = names_today(site.termbase)
    for gone in site.termbase.removed:
        for folder in ("terms", "go"):
            if folder == "terms" or (Part.GO in site.parts and gone.id not in names):
                yield _removed(site, gone, folder)


def _removed(site: Site, gone: Removed, folder: str) -> Page:
    return made(
        site,
        f"{folder}/{gone.id}",
        lambda here: RemovedPage(
            title=gone.id.replace("-", " ").capitalize(),
            description=site.sentences.text("removed.description", glossary=site.termbase.title),
            reason=gone.reason,
            near=tuple(map(here.listed, _near(site, gone.id))),
        ),
        searchable=False,
    )


def _near(site: Site, id: str) -> tuple[Concept, ...]:
    names = site.glossary.names
    return tuple(site.termbase.by_id[names.spellings[name]] for name in names.nearest(id.replace("-", " ")))
