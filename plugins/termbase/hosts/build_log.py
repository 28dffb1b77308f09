"""The log of the build, in which the host counts warnings for its strict mode."""

import logging
from typing import Final

log: Final = logging.getLogger("mkdocs.plugins.termbase")
"""The host shows messages of loggers whose name begins with `mkdocs.plugins`."""
