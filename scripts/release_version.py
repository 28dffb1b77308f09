"""Compares a tag with the version of the package: `python scripts/release_version.py v1.2.3`."""

import sys

from termbase import __version__

if __name__ == "__main__":
    if sys.argv[1] != f"v{__version__}":
        raise SystemExit(f"The tag is {sys.argv[1]}, but the package says {__version__}.")
