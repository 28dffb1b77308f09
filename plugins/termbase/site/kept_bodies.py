"""Page bodies from earlier builds of the same process, so that an author sees each change at once."""

from collections.abc import Callable
from hashlib import sha256

from jinja2 import BytecodeCache

from termbase.site.compiled_templates import CompiledTemplates
from termbase.site.sentences import Sentences
from termbase.site.site import Site


class KeptBodies:
    """The bodies of the last build, by a hash of their content; those that a build does not need are dropped."""

    of_terms = True
    """See `Bodies`."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}
        self._now: dict[str, str] = {}
        self._made_with: tuple[str, Sentences] | None = None
        self.templates: BytecodeCache | None = CompiledTemplates()
        """The templates as they were compiled for the last build."""

    def begin(self, site: Site) -> None:
        """Keeps what the last build has used, unless templates or sentences have changed."""
        made_with = (templates_of(site), site.sentences)
        if made_with != self._made_with:
            self._now, self.templates = {}, CompiledTemplates()
        self._before, self._now, self._made_with = self._now, {}, made_with

    def body(self, shows: str, make: Callable[[], str]) -> str:
        """The body of a page, made only if no page of the last build shows the same.

        Args:
            shows: A hash of all that the page shows.
            make: Makes it.
        """
        if shows not in self._now:
            kept = self._before.get(shows)
            self._now[shows] = make() if kept is None else kept
        return self._now[shows]


def templates_of(site: Site) -> str:
    """A hash of the site's own templates; the packaged ones stay the same while a process runs."""
    found = sha256()
    for folder in site.templates:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found.update(f"{path}\0".encode("utf-8", "surrogatepass") + path.read_bytes() + b"\0")
    return found.hexdigest()
