"""Applies the options for links to hand-written pages."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from termbase.glossary import Glossary
from termbase.linking.brackets import DOUBLE, Brackets
from termbase.linking.index import LinkIndex, Target, index_links
from termbase.linking.linker import LinkedSection, Linker
from termbase.linking.name_forms import links_by_itself
from termbase.linking.plan import Plan, Why
from termbase.model.concept import ConceptId, glossary_of
from termbase.model.vocabulary import DesignationKind
from termbase.site.options import OWN, LinkOptions
from termbase.text.folding import fold

FRONT_MATTER_KEY = "termbase"
"""The key of a page's front matter that is ours."""


class LinkStyle:
    """The options for links of one site, ready to be applied to its pages.

    Args:
        options: The options.
        glossary: The glossary.
        key: What other glossaries of the site call it, if it is not alone.
    """

    def __init__(self, options: LinkOptions, glossary: Glossary, *, key: str = "") -> None:
        self._options = options
        self.glossary = glossary
        self._own = (OWN, key) if glossary.others.neighbors else (OWN,)
        self._index: LinkIndex | None = None
        if options.only_abbreviations:
            self._index = index_links(
                (*glossary.termbase.concepts, *glossary.others.concepts),
                wanted=lambda name, concept: (
                    name.kind is DesignationKind.ABBREVIATION and links_by_itself(name, concept)
                ),
            )

    def linker(
        self,
        *,
        href: Callable[[Target], str],
        unknown: Callable[[str, tuple[str, ...]], None] = lambda name, near: None,
        path: str = "",
        meta: Mapping[str, Any] | None = None,
        plan: Plan | None = None,
    ) -> Linker:
        """The linker for a page.

        Args:
            href: The link to a target from the page.
            unknown: Called with each name in brackets that no term has.
            path: The page's path in the folder of pages.
            meta: The page's front matter, if it is known.
            plan: Takes every decision about a name of the page.
        """
        options = self._options
        chosen = self._glossary(path, meta or {}, unknown)
        made = self.glossary.linker(href=href, unknown=unknown, glossary=chosen or "")
        return replace(
            made,
            index=self._index or made.index,
            section=LinkedSection(repeat=options.repeat),
            off=self._off(path, meta or {}),
            meant=self._meant(path, meta or {}, unknown, glossary=chosen),
            plan=plan,
            tooltip=self._definition if options.tooltip else None,
        )

    @property
    def brackets(self) -> Brackets | None:
        """The signs around a name that ask for a link; None if none do."""
        return brackets(self._options)

    def plan(self) -> Plan:
        """An empty plan, for one page."""
        return Plan(self.glossary.names_on_site, automatic=self.glossary.page_index)

    def _off(self, path: str, meta: Mapping[str, Any]) -> Why | None:
        """Why names on a page do not link without markup; None if they do."""
        if not self._links(path):
            return Why.OFF_FOLDER
        return Why.OFF_PAGE if _switched_off(meta) else None

    def _meant(
        self,
        path: str,
        meta: Mapping[str, Any],
        unknown: Callable[[str, tuple[str, ...]], None],
        *,
        glossary: str | None,
    ) -> Callable[[Target], Target]:
        """Decides what a page means by a name with several meanings.

        Its front matter comes first, then the meanings of single names in the options, then the glossary.
        """
        chosen: dict[str, str] = {}
        for pattern, meanings in self._options.meanings.items():
            if fnmatchcase(path, pattern):
                chosen |= {fold(name): id for name, id in meanings.items()}
        ours = meta.get(FRONT_MATTER_KEY)
        given = ours.get("meanings") if isinstance(ours, Mapping) else None
        if isinstance(given, Mapping):
            chosen |= {fold(str(name)): str(id) for name, id in given.items()}

        def meant(target: Target) -> Target:
            id = chosen.get(fold(target.name)) if target.ambiguous else None
            if id is None:
                ours = tuple(one for one in target.concepts if glossary_of(one) == glossary)
                return Target(concepts=ours, name=target.name) if target.ambiguous and ours else target
            now = ConceptId(self.glossary.names.ids.get(id, id))
            if now in target.concepts:
                return Target(concepts=(now,), name=target.name)
            unknown(id, tuple(map(str, target.concepts)))  # what it may be
            return target

        return meant

    def _glossary(
        self, path: str, meta: Mapping[str, Any], unknown: Callable[[str, tuple[str, ...]], None]
    ) -> str | None:
        """The glossary that comes first on a page, "" for our own; None if none does."""
        names = [name for pattern, name in self._options.glossaries.items() if fnmatchcase(path, pattern)]
        ours = meta.get(FRONT_MATTER_KEY)
        if isinstance(ours, Mapping) and isinstance(ours.get("glossary"), str):
            names.append(ours["glossary"])  # what a page says comes first
        if not names or names[-1] in self._own:
            return "" if names else None
        known = {*(glossary.key for glossary in self.glossary.remotes)}
        if names[-1] not in known:
            unknown(names[-1], (OWN, *sorted(known)))
        return names[-1]

    def _links(self, path: str) -> bool:
        options = self._options
        included = not options.include or any(fnmatchcase(path, pattern) for pattern in options.include)
        return included and not any(fnmatchcase(path, pattern) for pattern in options.exclude)

    def _definition(self, target: Target) -> str:
        texts, elsewhere = self.glossary.texts.concepts, self.glossary.elsewhere
        return " ".join(
            texts[id].brief.plain if id in texts else elsewhere[id].short or elsewhere[id].definition
            for id in target.concepts
            if id in texts or id in elsewhere
        )


def brackets(options: LinkOptions) -> Brackets | None:
    """The signs around a name that ask for a link; None if none do."""
    match options.brackets:
        case str() as signs if len(pair := signs.split()) == 2:
            return Brackets(opening=pair[0], closing=pair[1])
        case False:
            return None
        case _:
            return DOUBLE


def _switched_off(meta: Mapping[str, Any]) -> bool:
    """Whether the front matter has `termbase: {link: false}`."""
    ours = meta.get(FRONT_MATTER_KEY)
    return isinstance(ours, Mapping) and ours.get("link") is False
