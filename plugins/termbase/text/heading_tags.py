"""The tags of headings in HTML."""

from typing import Final

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
"""From the highest rank to the lowest."""
