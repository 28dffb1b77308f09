"""`termbase links`: which links from elsewhere to the glossary should be corrected?"""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from termbase.cli._refused import Refused
from termbase.cli._terminal import say, say_json
from termbase.cli._workspace import Workspace, glossary_option
from termbase.text.counted import counted
from termbase.text.escaping import visible


@click.command("links")
@click.argument("places", metavar="FILE|URL…", nargs=-1, required=True)
@click.option("--site", "sites", metavar="URL", multiple=True, help="A URL of the glossary's site, now or earlier.")
@click.option("--prefix", default="term", show_default=True, help="Prefix of interwiki links such as [[term:nrr]].")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@glossary_option
def command(places: tuple[str, ...], sites: tuple[str, ...], prefix: str, form: str, workspace: Workspace) -> None:
    """Check the links to the glossary in a wiki's dump or in pages of other sites.

    FILE may be HTML, an XML dump of MediaWiki, Markdown, or any other text; URL is a page. Reports
    links that use an old id, have several meanings, or lead nowhere, with what to write instead.

    \b
      termbase links wiki-dump.xml
      termbase links https://wiki.example/Revenue --site https://glossary.example/
    """
    from termbase.review.wiki_links import check_links, link_problem_lines

    known = workspace.project.settings.addresses.site_url
    homes = [*sites, *([known] if known else [])]
    if not homes:
        raise Refused("The URL of the glossary's site is not known. Set site_url, or pass --site URL.")
    glossary = workspace.load()
    checked = [check_links(glossary, _lines(place), file=place, homes=homes, prefix=prefix) for place in places]
    problems = [problem for one in checked for problem in one.problems]
    links = sum(one.links for one in checked)
    if form == "json":
        say_json({"links": links, "problems": [asdict(item) for item in problems]})
    else:
        for line in link_problem_lines(problems):
            say(visible(line))
        say(f"{counted(links, 'link')} to the glossary, {len(problems)} to correct.")
    raise SystemExit(1 if problems else 0)


def _lines(place: str) -> Iterable[str]:
    from termbase.reading.fetch import fetch
    from termbase.text.line_starts import lines
    from termbase.text.regular_files import read_bytes
    from termbase.text.untrusted import MAX_FOREIGN_BYTES, UntrustedError

    if "://" in place:
        text, problems = fetch(place)
        if problems:
            raise Refused(f"{place} cannot be read: {problems[0].message.partition(': ')[2]}.")
        return lines(text)
    try:
        data = read_bytes(Path(place), limit=MAX_FOREIGN_BYTES, follow=True)
    except OSError as error:
        raise Refused(f"{place} cannot be read: {error.strerror}.") from error
    except UntrustedError as error:
        raise Refused(f"{place}: {error}") from error
    return lines(data.decode("utf-8-sig", "replace"))
