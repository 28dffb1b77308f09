"""termbase: structured glossaries for MkDocs, merged, cross-linked and explained."""

__version__ = "0.1.0"
