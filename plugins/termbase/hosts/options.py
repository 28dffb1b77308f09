"""What a site may set under `plugins: - termbase:`."""

from mkdocs.config import config_options as c
from mkdocs.config.base import Config


class Options(Config):
    """The options of the plugin."""

    glossary = c.Dir(exists=True, default="glossary")
    """Folder of term files, relative to mkdocs.yml."""
    templates = c.ListOfItems(c.Dir(exists=True), default=[])
    """Folders with templates of your own, which come before the packaged ones."""
    link_pages = c.Type(bool, default=True)
    """Whether names are linked in hand-written pages too."""
    remotes = c.ListOfItems(c.Type(str), default=[])
    """Other glossaries to link to: addresses or copies of their `api/v1/terms.json`."""
    history = c.Type(bool, default=True)
    """Whether pages show names and dates from Git; without a full clone they show none."""
    content_security_policy = c.Type(bool, default=True)
    """Whether every page carries a policy that allows only the scripts it was built with."""
