"""How mkdocs-static-i18n builds a site: once for each language, with files of its own choice."""

from mkdocs.config.defaults import MkDocsConfig


def translates(config: MkDocsConfig) -> bool:
    """Whether mkdocs-static-i18n builds the site; it uses only files from the folder of pages."""
    return any(name.rpartition("/")[2] == "i18n" for name in config.plugins)


def is_first_language(config: MkDocsConfig) -> bool:
    """False while mkdocs-static-i18n builds a language other than the default one."""
    found = (plugin for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "i18n")
    return all(getattr(plugin, "is_default_language_build", True) for plugin in found)
