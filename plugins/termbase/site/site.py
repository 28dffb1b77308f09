"""Everything that pages and exports are made from: the glossary, its graph, and its URLs."""

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from termbase.drawing.hubs import Hubs
from termbase.drawing.map_layout import KeptIsland
from termbase.drawing.relation_graph import Graph, GraphEdge, edges, graph
from termbase.glossary import Glossary
from termbase.identity.find import Found
from termbase.identity.finder import Searched
from termbase.linking.ambiguous_names import shared_names
from termbase.linking.index import LinkIndex, Match, Target, index_links
from termbase.linking.restricted_markdown import RichText
from termbase.linking.texts import Texts
from termbase.model.concept import Concept, ConceptId, Termbase
from termbase.model.diagnostics import Diagnostic
from termbase.reading.git_history import History
from termbase.rules.terminology import Terminology, terminology
from termbase.site.acronyms import Acronym, collect_acronyms
from termbase.site.addresses import ASSETS, Addresses, PageUrl, relative
from termbase.site.cards.design import Cards
from termbase.site.formula_family import FormulaFamily, formula_family
from termbase.site.fragments import Fragments
from termbase.site.letters import Group, groups
from termbase.site.options import InstallOptions
from termbase.site.page_options import PageOptions, Part
from termbase.site.repository import Repository
from termbase.site.searched import found_terms, searched
from termbase.site.sentences import Sentences, english
from termbase.text.slug import slug

OVERVIEWS: Final = MappingProxyType(
    {
        Part.TERMS: "alphabet.title",
        Part.ACRONYMS: "acronyms.title",
        Part.CATEGORIES: "categories.title",
        Part.GRAPH: "map.title",
        Part.SOURCES: "sources.title",
        Part.MERGES: "merges.title",
        Part.CONTRIBUTORS: "contributors.title",
        Part.PRINT: "print.title",
    }
)
"""The parts with an overview page in their folder, each with the sentence that is its title."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A glossary as it is published."""

    glossary: Glossary
    addresses: Addresses = field(default_factory=Addresses)
    repository: Repository | None = None
    updated: Mapping[str, str] = field(default_factory=dict)
    """Date of the last change of each term file, by path, if known."""
    history: History = field(default_factory=History)
    """Who wrote each term file, if known."""

    kept: Mapping[str, KeptIsland] = field(default_factory=dict)
    """Fixed positions on the map, by category."""
    pages: PageOptions = field(default_factory=PageOptions)
    """The options for pages and exports."""
    listed: frozenset[str] = frozenset()
    """Paths of pages that the site's navigation names, which are made even if they have nothing to show."""
    sentences: Sentences = field(default_factory=english)
    """Every sentence of the interface."""
    name: str = ""
    """Name of the glossary among several on one site; "" for the first or only one."""
    touch: bool = False
    """Whether a tap on a link to a term shows its definition first."""
    installable: InstallOptions | None = None
    """How readers can install the site; None if they cannot."""
    cards: Cards | None = None
    """The pictures of shared links; None if the site's general one is shown for every page."""
    templates: tuple[Path, ...] = ()
    """Folders with templates that come before the packaged ones."""
    outdated: tuple[str, ...] = ()
    """Files that were just broken and are shown as they were before."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """All problems: in this glossary, in others that it links to, and in its map."""

    @cached_property
    def fragments(self) -> "Fragments[Site]":
        """The per-concept data of exports."""
        return Fragments(self)

    @cached_property
    def told(self) -> dict[ConceptId, str]:
        """What a preview shows of each concept; `previews` fills it."""
        return {}

    @cached_property
    def hrefs(self) -> dict[tuple[str, bool], dict[str, str]]:
        """The links to concepts' pages by the folder that they start in; `LinksFrom` fills it."""
        return {}

    @property
    def termbase(self) -> Termbase:
        """The concepts."""
        return self.glossary.termbase

    @property
    def texts(self) -> Texts:
        """The rendered texts."""
        return self.glossary.texts

    @property
    def terms(self) -> Mapping[str, str]:
        """Preferred terms by id."""
        return self.glossary.terms

    @cached_property
    def has_merges(self) -> bool:
        """Whether anything was merged, kept apart, or left open, so that the report has content."""
        base = self.termbase
        return bool(base.unresolved or base.distinct) or any(len(concept.accounts) > 1 for concept in base.concepts)

    @cached_property
    def parts(self) -> Container[Part]:
        """The parts that are made: wanted and not empty, or named by the site's navigation."""
        return _Parts(self)

    def title(self, part: Part) -> str:
        """The title of a part's overview page: the one that the site sets or, by default, the one in the catalogue."""
        chosen = self.pages.titles.get(part)
        return chosen or (self.termbase.title if part is Part.HOME else self.sentences.text(OVERVIEWS[part]))

    @property
    def assets(self) -> PageUrl:
        """The folder of this glossary's own data for scripts, relative to the root of the site."""
        return assets_of(self.name)

    @property
    def start(self) -> PageUrl:
        """The address of the home page, or of the list of terms if there is none."""
        return self.addresses.page("index") if Part.HOME in self.parts else self.addresses.overview(Part.TERMS)

    def publishes(self, export: str) -> bool:
        """Whether an export is published, by its name."""
        part = Part.API if export == "json" else Part.EXPORTS
        return part in self.parts and (self.pages.exports is None or export in self.pages.exports)

    @cached_property
    def has_history(self) -> bool:
        """Whether it is known who wrote the terms."""
        return bool(self.updated) or any(file.authors for file in self.history.files.values())

    @cached_property
    def letters(self) -> Sequence[Group]:
        """The concepts by the letters of the A–Z; every page with a bar of letters shows them."""
        return groups(self.termbase.concepts)

    @cached_property
    def acronyms(self) -> tuple[Acronym, ...]:
        """The acronym index."""
        return collect_acronyms(self.termbase, self.glossary.names, self.texts)

    @cached_property
    def formulas(self) -> FormulaFamily:
        """The terms that formulas connect."""
        return formula_family(self.termbase.concepts, self.glossary.names)

    @cached_property
    def formula_branches(self) -> Mapping[ConceptId, Sequence[ConceptId]]:
        """The groups of the family tree of formulas, with the term that most others mention as key and first member."""
        mentions = self.texts.linked_from
        ordered = (sorted(group, key=lambda id: (-len(mentions[id]), id)) for group in self.formulas.branches())
        return {group[0]: group for group in ordered}

    @cached_property
    def branch_of(self) -> Mapping[ConceptId, ConceptId]:
        """For each term in the family tree: the key of its group, the largest where it is in several."""
        found: dict[ConceptId, ConceptId] = {}
        for first, group in self.formula_branches.items():
            for id in (*group, *(part for one in group for part in self.formulas.made_of.get(one, ()))):
                found.setdefault(id, first)
        return found

    @cached_property
    def former_ids_of(self) -> Mapping[ConceptId, Sequence[str]]:
        """The former ids of each concept that has some, in order."""
        found: dict[ConceptId, list[str]] = defaultdict(list)
        for old, id in sorted(self.termbase.former_ids.items()):
            found[id].append(old)
        return found

    @cached_property
    def relations(self) -> Sequence[GraphEdge]:
        """Every relation once."""
        return edges(self.termbase)

    @cached_property
    def graph(self) -> Graph:
        """The graph of relations."""
        # Where there are no categories, all terms are the glossary's, and none are others.
        others = self.sentences.text("category.others") if self.termbase.categories else self.termbase.title
        return graph(self.termbase, kept=self.kept, others=others)

    @cached_property
    def hubs(self) -> Hubs:
        """Concepts with very many relations."""
        return Hubs(self.termbase.by_id, self.terms)

    @cached_property
    def every_name(self) -> LinkIndex:
        """All names of this glossary's concepts, including those that are linked only if an author asks for it."""
        return index_links(self.termbase.concepts, wanted=lambda name, concept: True)

    @cached_property
    def terminology(self) -> Terminology:
        """Names to avoid and names in wrong capitals, for rules and for the tools of other teams."""
        return terminology(self.termbase.concepts)

    @cached_property
    def shared_names(self) -> Mapping[str, tuple[ConceptId, ...]]:
        """Names that lead to several concepts."""
        indexes = (self.glossary.page_index, self.every_name)
        return shared_names(self.termbase, names=self.glossary.page_names, indexes=indexes)

    @cached_property
    def shared_slugs(self) -> frozenset[str]:
        """Those names as they are written in addresses, and ids that are written like a name of another concept.

        “(C)” is written `c` in an address, so it shares that address with the concept whose id is `c`.
        """
        ids, meanings = self.termbase.by_id, self.glossary.names.meanings
        names = ((slug(n.text), n.text, concept.id) for concept in self.termbase.concepts for n in concept.designations)
        others = (at for at, name, id in names if at in ids and at != id and id in meanings(name))
        return frozenset((*map(slug, self.shared_names), *others))

    def lookup(self, words: str, *, limit: int = 5) -> tuple[Found, ...]:
        """The concepts that some words name or describe, best first, as the finder on the pages lists them."""
        return found_terms(self.termbase, self.glossary.names, self.searched, words, limit=limit)

    @cached_property
    def searched(self) -> Searched:
        """Names and texts as the finder looks at them."""
        return searched(self.termbase, self.texts)

    def matches(self, text: str) -> tuple[Match, ...]:
        """Every name in a plain text, from left to right."""
        return tuple(self.glossary.index.find(text))

    def link(self, text: str, *, start: str = "") -> str:
        """The HTML of a text in the restricted Markdown of term files, with links to the terms it names.

        Args:
            text: Any text; nothing in it can become active markup.
            start: URL of the page that shows the text, relative to the root of the site.
        """
        given, here = self.glossary, self.glossary.others.neighbors
        rendered = RichText(given.index, given.every_name, dict(given.spoken), given.pages, here=here).render(text)
        return rendered.html(lambda target: self.elsewhere(target) or relative(start, self.address(target)))

    def place(self, target: Target) -> str:
        """The path, without an ending, of the page of this site that a link leads to."""
        remote = self.glossary.elsewhere.get(target.concept) if target.concept is not None else None
        return remote.page if remote is not None and remote.page else self.addresses.place(target.path)

    def address(self, target: Target) -> str:
        """Where a link goes, relative to the root of the site."""
        return self.addresses.written(target.page) if target.page else self.addresses.at(self.place(target))

    def elsewhere(self, target: Target) -> str | None:
        """The address of a term on another site; None for one of this site, and for a list of meanings."""
        return self.glossary.url_elsewhere(target)

    def edit_url(self, concept: Concept) -> str | None:
        """Where a concept's text can be edited."""
        return self.repository.edit(concept.where) if self.repository else None


_ALL: Final = frozenset(Part)


def assets_of(glossary: str) -> PageUrl:
    """The folder of a glossary's own data for scripts, relative to the root of the site.

    Args:
        glossary: Its name; "" for the first or only one.
    """
    return PageUrl(f"{ASSETS}glossaries/{glossary}/" if glossary else ASSETS)


class _Parts(Container[Part]):
    """The parts of a site; each is computed on demand, since only one of them needs the Git history."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[Part, bool] = {}

    def __contains__(self, part: object) -> bool:
        if part not in _ALL:
            return False
        asked = Part(str(part))  # a folder's name is as good as its part
        if asked not in self._known:
            self._known[asked] = self._made(asked)
        return self._known[asked]

    def _made(self, part: Part) -> bool:
        site = self._site
        base = site.termbase
        filled: dict[Part, Callable[[], bool]] = {
            Part.HOME: lambda: not site.pages.home_is_list,
            Part.ACRONYMS: lambda: bool(site.acronyms),
            Part.CATEGORIES: lambda: bool(base.categories),
            Part.SOURCES: lambda: bool(base.sources),
            Part.MERGES: lambda: site.has_merges,
            Part.GRAPH: lambda: any(concept.relations for concept in base.concepts),
            Part.CONTRIBUTORS: lambda: site.has_history,
        }
        if part in filled and site.addresses.place(f"{part}/index") in site.listed:
            return True
        return part not in site.pages.omit and (part not in filled or filled[part]())
