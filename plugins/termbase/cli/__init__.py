"""The command `termbase`: a thin layer over the library, which does all the work."""

import click

from termbase.cli._verbs import Verbs
from termbase.model.version import __version__


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="termbase %(version)s")
def main() -> None:
    """Write, check, and look up the terms of a glossary.

    \b
    To get started:
      termbase find churn        does the term exist already?
      termbase new "Churn rate"  write a term file
      termbase check             is everything in order?

    Exit status: 0 if nothing is wrong, 1 if problems were found, and 2 for a usage error.
    """


__all__ = ["main"]
