"""Combines the plugin's options and the host's own settings into the settings of a project."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from termbase.exports import check_names
from termbase.site.entry_points import EntryPointError
from termbase.site.options import OptionsError, option_names
from termbase.site.project import Project
from termbase.site.sentences import SentencesError
from termbase.site.settings import Settings, make_settings
from termbase.site.site import Site
from termbase.text.journal import UnfinishedError


class PluginOptions(Config):
    """Accepts any value: the host would report only the first wrong option."""


PluginOptions._schema = tuple((name, c.Optional(c.Type(object))) for name in option_names())


def host_settings(options: Mapping[str, Any], config: MkDocsConfig) -> Settings:
    """The settings of the site that a host builds.

    Raises:
        PluginError: Options are unknown or of the wrong kind; it lists all of them.
    """
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    try:
        settings = make_settings(
            options,
            root=root,
            docs=config.docs_dir,
            site_url=config.site_url,
            repo_url=config.repo_url,
            edit_uri=config.edit_uri,
            directory_urls=config.use_directory_urls,
            nav=config.nav,
            theme_language=str(config.theme.get("language") or config.theme.get("locale") or ""),
            extensions=(*(str(name) for name in config.markdown_extensions), *config.plugins),
        )
        check_names(settings.options.pages.exports or ())
    except OptionsError as error:
        raise _refused(error) from None
    missing = next((one for one in settings.all if not one.glossary.is_dir()), None)
    if missing is not None:
        raise PluginError(
            f"The glossary folder “{missing.options.glossary}” does not exist. Create it next to mkdocs.yml and write "
            "your first term in it, or set a different folder: plugins: - termbase: {glossary: path/to/terms}."
        )
    return settings


def _refused(error: OptionsError | SentencesError) -> PluginError:
    what = "options" if isinstance(error, OptionsError) else "option “sentences”"
    listed = "".join(f"\n  {problem}" for problem in error.problems)
    return PluginError(f"The {what} of the plugin termbase cannot be used:{listed}")


def read_site(project: Project) -> Site:
    """The site of a project as its files are now.

    Raises:
        PluginError: A package that adds rules or exports is broken, or a catalogue of sentences, two pages would
            have the same address, cards cannot be drawn, or a change that was interrupted cannot be finished.
    """
    try:
        site = project.site()
        if site.cards is not None:
            site.cards.check()
        return site
    except (EntryPointError, UnfinishedError) as error:
        raise PluginError(f"termbase: {error}") from error
    except (OptionsError, SentencesError) as error:
        raise _refused(error) from None
