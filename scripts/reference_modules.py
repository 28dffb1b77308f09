"""A hook of MkDocs for our own site: the reference reads the modules that it documents, not all of the package.

mkdocstrings reads every module of a package to document one name in it, which for ours takes two
seconds. So it is given a copy of the package with only the modules in which documented names, and
the classes that they inherit from, are defined.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

import termbase

_PACKAGE: Final = Path(termbase.__file__).parent
_TEMPLATES: Final = "site/views"
"""The folder whose modules `docs/manual/views.md` documents whole."""


@event_priority(100)  # mkdocstrings reads its settings in the same event
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Makes the copy and has mkdocstrings read it, unless the reference is switched off."""
    settings = config.plugins["mkdocstrings"].config
    if settings.enabled:
        copy = Path(config.config_file_path).parent / ".cache/reference"
        shutil.rmtree(copy, ignore_errors=True)
        for path in sorted(documented()):
            target = copy / _PACKAGE.name / path.relative_to(_PACKAGE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        settings.handlers["python"]["paths"] = [str(copy)]
    return config


def documented() -> set[Path]:
    """The files of the modules that define what the reference shows, and of the packages above them."""
    found = {*map(_file, _modules()), *_PACKAGE.joinpath(_TEMPLATES).glob("*.py")}
    above = {folder / "__init__.py" for path in found for folder in path.parents if folder.is_relative_to(_PACKAGE)}
    return found | above


def _modules() -> Iterator[str]:
    """The names of the modules that public names and the classes above them are defined in."""
    for name in termbase.__all__:
        public = getattr(termbase, name)
        modules = (kind.__module__ for kind in getattr(public, "__mro__", (public,)))
        yield from (module for module in modules if module.partition(".")[0] == _PACKAGE.name)


def _file(module: str) -> Path:
    path = _PACKAGE.parent / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
