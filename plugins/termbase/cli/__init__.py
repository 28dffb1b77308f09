"""The command `termbase`: thin, over a library that does everything it does."""

import click

from termbase import __version__
from termbase.cli._verbs import Verbs


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="termbase %(version)s")
def main() -> None:
    """Write, check and look up the terms of a glossary.

    \b
    New here? These three go a long way:
      termbase find churn        is the term there already?
      termbase new "Churn rate"  write it down
      termbase check             is everything in order?

    Every command ends with 0 when nothing is wrong, 1 when problems were found, and 2 when it was
    used wrongly.
    """  # noqa: D301 -- click looks for the character, not for its name


__all__ = ["main"]
