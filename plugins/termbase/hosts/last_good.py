"""While a site is served, a failed build leaves the pages as they were, and every page shows the error.

The host's own server would keep each request waiting until a build succeeds, and may have emptied the folder of the
site before the build failed: a page with a broken template, a mistake in the settings, another plugin's error.
"""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from termbase.hosts.build_log import log
from termbase.hosts.ready import ready

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_STYLE: Final = (
    "position:sticky;top:0;z-index:99;padding:.6em 1em;background:#fff3cd;color:#4a3600;font:16px/1.4 sans-serif"
)
_MOST: Final = 2_000
"""Characters of an error that a page shows."""


class LastGood:
    """The site before the build that is going on, and why the last one failed."""

    def __init__(self) -> None:
        self._watches = False
        self._site: Path | None = None
        self._before: Path | None = None
        self._problem = ""

    def keep(self, site: Path) -> None:
        """Puts the site aside while the host empties its folder; requests wait until the build has ended."""
        if not self._watches:
            return
        before = site.with_name(f"{site.name}.before")
        with suppress(OSError):  # then a failed build leaves what it has made
            shutil.rmtree(before, ignore_errors=True)
            site.rename(before)
            site.mkdir()
            self._site, self._before = site, before

    def drop(self) -> None:
        """Removes the old site after a build."""
        if self._before is not None:
            shutil.rmtree(self._before, ignore_errors=True)
        self._before = None

    def watch(self, server: "LiveReloadServer", *, dirty: bool) -> None:
        """Lets a server answer after a build that has failed.

        Args:
            server: The server.
            dirty: Whether each build adds to the site of the one before, which then stays in its place.
        """
        self._watches = not dirty
        build, app = server.builder, ready(server.get_app())

        def rebuild() -> None:
            try:
                build()
            except (Exception, SystemExit) as error:  # the host ends a build that it gives up as if it were a command
                self._failed(error)
            else:
                self._problem = ""

        def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            kinds: list[str] = []

            def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
                kinds.extend(value for name, value in headers if name.lower() == "content-type")
                return start(status, headers, *more)

            found: Iterable[bytes] = app(environ, begin)
            if not self._problem or not any(kind.startswith("text/html") for kind in kinds):
                return found
            html = b"".join(found)
            head, body, rest = html.partition(b"<body")
            attributes, end, rest = rest.partition(b">")
            return [head, body, attributes, end, self._notice().encode(), rest] if body else [html]

        server.builder = rebuild
        server.set_app(answer)

    def _failed(self, error: BaseException) -> None:
        cause = error.__context__ if isinstance(error, SystemExit) and error.__context__ is not None else error
        self._problem = str(cause) or type(cause).__name__
        if self._before is not None and self._site is not None:
            with suppress(OSError):
                shutil.rmtree(self._site, ignore_errors=True)
                self._before.rename(self._site)
            self._before = None
        if not isinstance(error, SystemExit):
            log.error("The site could not be built.", exc_info=error)
        log.error("%s\nThe server shows the previous version of the pages until a build succeeds.", self._problem)

    def _notice(self) -> str:
        shown = escape(self._problem[:_MOST])
        return (
            f'<div role="alert" style="{_STYLE}"><strong>The last build failed. The pages are shown as they were before.'
            f'</strong><pre style="white-space:pre-wrap;margin:.4em 0 0">{shown}</pre></div>'
        )
