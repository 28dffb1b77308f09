"""`print-head.css`: the running head of the edition for paper, which is the title of the glossary."""

from collections.abc import Iterator

from termbase.model.artifact import Artifact
from termbase.site.page_options import Part
from termbase.site.pages.by_letter import PRINT_HEAD
from termbase.site.site import Site
from termbase.text.escaping import css_string
from termbase.text.one_line import one_line


def export(site: Site) -> Iterator[Artifact]:
    """The stylesheet; none without an edition for paper."""
    if Part.PRINT in site.parts:
        title = css_string(one_line(site.termbase.title))
        # The title is on the first page itself. Chromium takes a later file for stronger than `:first` of an earlier one.
        rules = (("@page", title), ("@page :first", "none"))
        css = "".join(f"{page} {{\n  @top-center {{\n    content: {shown};\n  }}\n}}\n" for page, shown in rules)
        yield Artifact(path=f"{site.assets}{PRINT_HEAD}", content=css)
