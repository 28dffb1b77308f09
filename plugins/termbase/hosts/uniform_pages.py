"""Whether the theme's part of a term page follows from the few values that the plugin fills in.

If so, the plugin can write the term pages itself. A site can do more with a page: other plugins can read and change it,
and the site's own templates can show any part of it. If in doubt, the host renders the pages.
"""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, TemplateError, nodes
from mkdocs.config.defaults import MkDocsConfig

_EVENTS: Final = (
    "files",
    "nav",
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "env",
    "post_page",
)
"""Events in which a plugin sees the pages of a site, or changes how they are made."""
_HARMLESS: Final = (
    "termbase.hosts.",
    "mkdocs.contrib.search",
    "properdocs.contrib.search",
    "material.plugins.search.",
    "material.plugins.offline.",
    "material.plugins.info.",
    "material.plugins.tags.",  # pages of terms have no tags
    "mkdocs_autorefs.",
    "mkdocstrings.",
)
"""Modules of plugins that read nothing of a page, or no more than the values that we provide."""
_RUN: Final = ("mkdocs_minify_plugin.", "mkdocs_glightbox.")
"""Modules of plugins that transform the text of a page; they are also run on the pages that we write."""
_TEXT_EVENTS: Final = ("page_content", "post_page")
"""Events that turn one text into another."""
_SAME: Final = frozenset(("is_homepage", "is_page", "is_section", "is_link", "previous_page", "next_page", "parent"))
"""What every page outside the navigation has in common."""
_SHOWN: Final = frozenset(("title", "content", "url", "canonical_url", "abs_url", "edit_url"))
"""What a template may print or test."""
_OURS: Final = frozenset(
    ("title", "description", "hide", "search", "robots", "card", "json_ld", "template", "termbase")
)
"""Metadata that term pages differ in; they have no other."""
_META_SHOWN: Final = frozenset(("title", "description", "json_ld"))


def host_needed(config: MkDocsConfig) -> str | None:
    """Why the host must render the term pages; None if it need not.

    Args:
        config: The host's settings, with all plugins and folders of the theme.
    """
    for event in _EVENTS:
        if (name := foreign(config, event, known=_RUN if event in _TEXT_EVENTS else ())) is not None:
            return f"“{name}” also sees the pages of the site"
    env = config.theme.get_env()
    for folder in config.theme.dirs:
        if _is_known(Path(folder)):
            continue
        for path in sorted(Path(folder).rglob("*.html")):
            if (found := _page_dependence(env, path)) is not None:
                return f"“{path.relative_to(folder).as_posix()}” uses “{found}”"
    return None


def text_hooks(config: MkDocsConfig, event: str) -> tuple[Callable[..., str | None], ...]:
    """The transformations that other plugins apply to every page, in their order.

    Args:
        config: The host's settings, with all plugins.
        event: `page_content` or `post_page`.
    """
    return tuple(method for method in config.plugins.events[event] if _module(method).startswith(_RUN))


def foreign(config: MkDocsConfig, event: str, *, known: tuple[str, ...] = ()) -> str | None:
    """The first plugin or hook for an event that may read or change more of a page than we give it; None if none.

    Args:
        config: The host's settings, with all plugins.
        event: The event.
        known: Modules of plugins that do no harm in this event.
    """
    methods = config.plugins.events[event]
    return next(
        (_origin(method, config) for method in methods if not _module(method).startswith(_HARMLESS + known)), None
    )


def is_alone(config: MkDocsConfig) -> bool:
    """Whether no plugin or hook that is unknown here has any part in the build.

    Args:
        config: The host's settings, with all plugins.
    """
    return all(foreign(config, event) is None for event in config.plugins.events)


def _module(method: Any) -> str:
    owner = getattr(method, "__self__", None)
    return str(type(owner).__module__) if owner is not None else ""


def _origin(method: Any, config: MkDocsConfig) -> str:
    origins = getattr(config.plugins, "_event_origins", {})
    return str(origins.get(method) or _module(method) or "a plugin")


def _is_known(folder: Path) -> bool:
    """Whether the templates in a folder are known to show no more than the values of a page."""
    return any(folder.resolve().is_relative_to(root) for root in _known_folders())


def _known_folders() -> Iterator[Path]:
    yield Path(__file__).resolve().parent.parent
    for package, below in (("mkdocs", "themes"), ("properdocs", "themes"), ("material", "templates")):
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(place).resolve() / below


def _page_dependence(env: Environment, path: Path) -> str | None:
    """A property of a page that a template uses and in which term pages may differ; None if there is none."""
    try:
        tree = env.parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, TemplateError):
        return path.name  # the host says what is wrong with it
    return next(_uses(tree, ()), None)


def _uses(node: nodes.Node, above: tuple[nodes.Node, ...]) -> Iterator[str]:
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name in ("page", "pages"):
        if node.name == "pages" or not _fits(node, above):
            yield _shown([node, *reversed(above)])
        return
    for child in node.iter_child_nodes():
        yield from _uses(child, (*above, node))


def _fits(node: nodes.Name, above: tuple[nodes.Node, ...]) -> bool:
    """Whether a use of `page` shows only known values, either unchanged or transformed as in other themes."""
    chain = list(reversed(above))
    if _is_test(node, chain):
        return True
    first = _attribute(chain[0])
    if first in _SAME:
        return True
    if first == "meta":
        if _is_test(chain[0], chain[1:]):
            return True
        second = _attribute(chain[1])
        if second is None:
            return False
        return second not in _OURS or (second in _META_SHOWN and _is_shown(chain[1], chain[2:]))
    return first in _SHOWN and _is_shown(chain[0], chain[1:])


def _attribute(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return str(node.arg.value)
    return None


_LOGIC: Final = (nodes.And, nodes.Or, nodes.Not)
_FILTERS: Final = frozenset(("e", "escape", "safe", "striptags", "urlencode", "tojson", "url", "d", "default", "trim"))


def _is_test(node: nodes.Node, chain: list[nodes.Node]) -> bool:
    """Whether a value is only tested for presence: either all pages of a kind have it, or none."""
    for above in chain:
        if isinstance(above, nodes.If | nodes.CondExpr):
            return above.test is node
        if not isinstance(above, _LOGIC):
            return False
        node = above
    return False


def _is_shown(node: nodes.Node, chain: list[nodes.Node]) -> bool:
    """Whether a value is printed, with only those filters that themes use."""
    if _is_test(node, chain):
        return True
    for above in chain:
        if isinstance(above, nodes.Output):
            return True
        if isinstance(above, nodes.Filter):
            if above.node is not node or above.name not in _FILTERS:
                return False
        elif not isinstance(above, nodes.Concat):
            return False
        node = above
    return False


def _shown(path: list[nodes.Node]) -> str:
    names = ["page" if not isinstance(path[0], nodes.Name) else path[0].name]
    for node in path[1:]:
        name = _attribute(node)
        if name is None:
            break
        names.append(name)
    return ".".join(names)
