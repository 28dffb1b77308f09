"""What each page shows, as frozen values: the contract between the glossary and the templates.

A template reads two values and nothing else: `view`, which is of the class named for the kind of page, and
`shell`, which all pages share. Equal views of one template make equal pages, so a digest of them can be the
key of a cache.
"""

from termbase.site.views.formula_tree import FormulaTreePage
from termbase.site.views.lists import (
    AcronymPage,
    AlphabetPage,
    CategoriesPage,
    CategoryPage,
    ContributorsPage,
    HomePage,
    LetterPage,
    LettersPage,
    PrintPage,
    RemovedPage,
)
from termbase.site.views.names import MeaningsPage, RedirectPage
from termbase.site.views.parts import Shell
from termbase.site.views.reports import MergeLetterPage, MergeReportPage, SourcePage, SourcesPage
from termbase.site.views.term import TermPage
from termbase.site.views.term_map import MapListPage, MapPage
from termbase.site.views.view import PageView, Section, digest

__all__ = [
    "AcronymPage",
    "AlphabetPage",
    "CategoriesPage",
    "CategoryPage",
    "ContributorsPage",
    "FormulaTreePage",
    "HomePage",
    "LetterPage",
    "LettersPage",
    "MapListPage",
    "MapPage",
    "MeaningsPage",
    "MergeLetterPage",
    "MergeReportPage",
    "PageView",
    "PrintPage",
    "RedirectPage",
    "RemovedPage",
    "Section",
    "Shell",
    "SourcePage",
    "SourcesPage",
    "TermPage",
    "digest",
]
