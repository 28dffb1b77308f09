"""Reads settings where the host keeps them: `mkdocs.yml`, `properdocs.yml` or `zensical.toml`.

The command, the stage and the Markdown extension read them here; the plugin gets the same values
from its host. Of the host's file only the few keys that matter are looked at.
"""

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from termbase.model.codes import Code
from termbase.site.options import OptionsError, option_names
from termbase.site.settings import Settings, make_settings
from termbase.text.line_starts import LineStarts
from termbase.text.regular_files import read_text
from termbase.text.untrusted import UntrustedError, check_depth
from termbase.text.untrusted_yaml import QUICK_LOADER, check_yaml, not_yaml

SETTINGS_FILES: Final = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml", "zensical.toml")
_LARGEST: Final = 4 * 1024 * 1024
_DEEPEST: Final = 10
"""How many files may inherit from one another."""
_PLUGIN: Final = ("termbase",)
EXTENSION_NAMES: Final = ("termbase", "termbase.hosts.markdown")
"""The names of the Markdown extension."""
_TOML_PLACE: Final = re.compile(r" \(at line (\d+), column (\d+)\)")
_EXTENSION_ONLY: Final = ("term_url",)


class SettingsError(ValueError):
    """A settings file that cannot be used; each line says where, what is wrong and what to do."""


class _Loader(QUICK_LOADER):  # type: ignore[misc, valid-type]  # which of two classes it is shows only at run time
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
    theme = host.get("theme")
    theme = theme if isinstance(theme, Mapping) else {}
    extensions = dict(_named(host.get("markdown_extensions")))
    plugins = dict(_named(host.get("plugins")))
    options: dict[str, Any] = {}
    for given in (*(extensions.get(name) for name in EXTENSION_NAMES), *(plugins.get(name) for name in _PLUGIN)):
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
            theme_language=_text(theme.get("language")) or _text(theme.get("locale")),
        )
    except OptionsError as error:
        place = _places(path)
        problems = (_told(path, words, *place(error.paths[number])) for number, words in enumerate(error.problems))
        listed = "\n".join(problems)
        raise SettingsError(f"{listed}\nThe options are: {', '.join(option_names())}.") from None


def host_file(folder: Path) -> Path | None:
    """The host's settings file in a folder."""
    return next((folder / name for name in SETTINGS_FILES if (folder / name).is_file()), None)


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
    named = settings is not None and any(name in settings.extensions for name in (*_PLUGIN, *EXTENSION_NAMES))
    return settings if named else None


def _tree(path: Path, *, depth: int) -> Mapping[str, Any]:
    try:
        text = read_text(path, limit=_LARGEST, follow=True).removeprefix("\ufeff")
        tree = _toml(text) if path.suffix == ".toml" else _yaml(text)
    except OSError as error:
        raise SettingsError(_told(path, f"the file cannot be read: {error.strerror}. Check its permissions.")) from None
    except UntrustedError as error:
        raise SettingsError(_told(path, f"{error.message}. {error.hint}", error.line, error.column)) from None
    if not isinstance(tree, Mapping):
        return {}
    parent = tree.get("INHERIT")
    if isinstance(parent, str) and depth < _DEEPEST and (path.parent / parent).is_file():
        return _merged(_tree(path.parent / parent, depth=depth + 1), tree)
    return tree


def _yaml(text: str) -> Any:
    check_yaml(text)
    try:
        return yaml.load(text, Loader=_Loader)  # a subclass of SafeLoader makes plain values alone
    except yaml.YAMLError as error:
        raise not_yaml(error, text) from None
    except (ValueError, TypeError, RecursionError) as error:  # a date such as 2024-13-01, a list as a key
        raise UntrustedError(f"a value cannot be read: {error}", hint="Put it in quotation marks.") from None


def _toml(text: str) -> Any:
    try:
        tree = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = _TOML_PLACE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        words = _TOML_PLACE.sub("", str(error))
        hint = "Compare this part with a working file."
        raise UntrustedError(f"this is not valid TOML: {words}", hint=hint, line=line, column=column) from None
    check_depth(tree)
    return tree


def _told(path: Path, words: str, line: int = 1, column: int = 1) -> str:
    return f"{path.name}:{line}:{column}: error {Code.UNUSABLE_SETTINGS}: {words}"


def _places(path: Path) -> Callable[[Sequence[str]], tuple[int, int]]:
    """Finds where in a settings file an option is: the place of the innermost key that exists."""
    root, text = None, ""
    if path.suffix != ".toml":
        text = path.read_bytes().decode("utf-8-sig")
        root = yaml.compose(text, Loader=_Loader)
    starts = LineStarts(text)

    def place(option: Sequence[str]) -> tuple[int, int]:
        best, most = (1, 1), 0
        for kind, names in (("plugins", _PLUGIN), ("markdown_extensions", EXTENSION_NAMES)):
            for name in names:
                node, found, depth = root, (1, 1), 0
                for step in (kind, name, *option):
                    key, node = _inside(node, step)
                    if key is None:
                        break
                    found, depth = starts.at(key.start_mark.index), depth + 1  # its own lines end at U+2028, too
                if depth > most:
                    best, most = found, depth
        return best

    return place


def _inside(node: yaml.Node | None, step: str) -> tuple[yaml.Node | None, yaml.Node | None]:
    """The key and the value of a step into a mapping, or into a list that holds mappings of one key or names."""
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            found = _inside(item, step)
            if found[0] is not None or (number == int(step) if step.isdecimal() else item.value == step):
                return found if found[0] is not None else (item, None)
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), (None, None))
    return None, None


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
