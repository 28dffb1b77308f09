"""Reads settings where the host keeps them: `mkdocs.yml`, `properdocs.yml` or `zensical.toml`.

The command, the stage and the Markdown extension read them here; the plugin gets the same values
from its host. Of the host's file only the few keys that matter are looked at.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from termbase.site.options import OptionsError, option_names
from termbase.site.settings import Settings, make_settings

NAMES: Final = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml", "zensical.toml")
_LARGEST: Final = 4 * 1024 * 1024
_DEEPEST: Final = 10
"""How many files may inherit from one another."""
_PLUGIN: Final = ("termbase",)
_EXTENSIONS: Final = ("termbase", "termbase.hosts.markdown")
_EXTENSION_ONLY: Final = ("term_url",)


class SettingsError(ValueError):
    """A settings file that cannot be used; the text says which, where and what to do."""


class _Loader(yaml.SafeLoader):
    """Reads a host's settings: `!ENV` is looked up, other tags of the host count as nothing."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        *names, default = [loader.construct_object(item) for item in node.value] or [None]
        if len(node.value) == 1:
            names, default = [default], None
        return next((os.environ[str(name)] for name in names if str(name) in os.environ), default)
    return os.environ.get(str(node.value)) if isinstance(node, yaml.ScalarNode) else None


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_settings(path: Path, *, glossary: Path | None = None) -> Settings:
    """The settings in a host's file.

    Args:
        path: The file.
        glossary: A glossary folder that comes before the one that the file names.

    Raises:
        SettingsError: The file cannot be read, or its options cannot be used.
    """
    tree = _tree(path, depth=0)
    host = tree.get("project", {}) if path.suffix == ".toml" else tree
    host = host if isinstance(host, Mapping) else {}
    extensions = dict(_named(host.get("markdown_extensions")))
    plugins = dict(_named(host.get("plugins")))
    options: dict[str, Any] = {}
    for given in (*(extensions.get(name) for name in _EXTENSIONS), *(plugins.get(name) for name in _PLUGIN)):
        options |= given or {}
    term_url = options.pop("term_url", None)
    if glossary is not None:
        options["glossary"] = str(glossary)
    try:
        return make_settings(
            options,
            root=path.parent,
            docs=_text(host.get("docs_dir")) or "docs",
            site_url=_text(host.get("site_url")),
            repo_url=_text(host.get("repo_url")),
            edit_uri=_text(host.get("edit_uri")),
            directory_urls=host.get("use_directory_urls") is not False,
            extensions=(*extensions, *plugins),
            nav=host.get("nav"),
            term_url=_text(term_url) or "/{path}/",
        )
    except OptionsError as error:
        raise SettingsError(f"{path.name}: {error} The options are: {', '.join(option_names())}.") from None


def host_file(folder: Path) -> Path | None:
    """The host's settings file in a folder."""
    return next((folder / name for name in NAMES if (folder / name).is_file()), None)


def markdown_extensions(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """The Markdown extensions that a host's settings file names, each with its options.

    Raises:
        SettingsError: The file cannot be read.
    """
    tree = _tree(path, depth=0)
    host = tree.get("project", {}) if path.suffix == ".toml" else tree
    return dict(_named(host.get("markdown_extensions"))) if isinstance(host, Mapping) else {}


def settings_in(folder: Path) -> Settings | None:
    """The settings in a folder, if a file there names the plugin or the extension.

    Raises:
        SettingsError: The file cannot be read, or its options cannot be used.
    """
    path = host_file(folder)
    settings = read_settings(path) if path is not None else None
    named = settings is not None and any(name in settings.extensions for name in (*_PLUGIN, *_EXTENSIONS))
    return settings if named else None


def _tree(path: Path, *, depth: int) -> Mapping[str, Any]:
    try:
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise SettingsError(f"{path.name} is larger than {_LARGEST:,} bytes, which no settings are.")
        text = data.decode("utf-8-sig")
        # A subclass of SafeLoader makes plain values alone.
        tree = tomllib.loads(text) if path.suffix == ".toml" else yaml.load(text, Loader=_Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}. Save it as UTF-8 text.") from None
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        if isinstance(error, SettingsError):
            raise
        raise SettingsError(f"{path.name} cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(tree, Mapping):
        return {}
    parent = tree.get("INHERIT")
    if isinstance(parent, str) and depth < _DEEPEST and (path.parent / parent).is_file():
        return _merged(_tree(path.parent / parent, depth=depth + 1), tree)
    return tree


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> Mapping[str, Any]:
    both = dict(base)
    for key, value in over.items():
        old = both.get(key)
        both[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return both


def _named(listed: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The names and options of plugins or extensions, listed in any of the ways that hosts allow."""
    if isinstance(listed, Mapping):
        listed = [{name: options} for name, options in listed.items()]
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, Mapping):
            for name, options in item.items():
                yield str(name), options if isinstance(options, Mapping) else {}
        elif item is not None:
            yield str(item), {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
