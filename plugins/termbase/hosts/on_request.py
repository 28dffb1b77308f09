"""Files that a server generates on request, so that an author who saves a term waits for only one page.

While a site is served, an author looks at few of its pages between two saves. The host builds its own part; term pages
and exports are generated on request, from the last finished build.
"""

import os
import posixpath
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from termbase.hosts.build_log import log
from termbase.hosts.languages import translates
from termbase.hosts.last_good import LastGood
from termbase.hosts.ready import ready
from termbase.hosts.uniform_pages import foreign, host_needed
from termbase.site.options import Options
from termbase.site.page_options import MadeBy

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


Make = Callable[[], bytes | None]
"""Makes a file; None if it has written it itself."""


class OnRequest:
    """The files of a served site that are created on demand."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._building = 0
        self._folder = Path()
        self._next: dict[str, list[Make]] = {}
        self._waiting: dict[str, list[Make]] = {}
        self._find: Callable[[str], bytes | None] = lambda path: None
        self._last_good = LastGood()

    def begin(self, config: MkDocsConfig) -> None:
        """Holds requests back while the host builds."""
        if not self._building:
            self._lock.acquire()
            self._last_good.keep(Path(config.site_dir))
        self._building += 1
        self._folder, self._next = Path(config.site_dir), {}

    def add(self, path: str, make: Make) -> None:
        """Adds a file that can be requested; of several at one path, the last one wins.

        Args:
            path: Its place in the site.
            make: Makes it.
        """
        self._next.setdefault(path, []).append(make)

    def end(self, find: Callable[[str], bytes | None] = lambda path: None) -> None:
        """Lets requests through to what the build has added.

        Args:
            find: Makes a file that was not added, if it is one of the glossary's.
        """
        if self._building:
            self._waiting, self._find = self._next, find
            self._last_good.drop()
            self.release()

    def release(self) -> None:
        """Lets requests through after a build that has failed."""
        if self._building:
            self._building = 0
            self._lock.release()

    def wrap(self, server: "LiveReloadServer", *, dirty: bool = False) -> None:
        """Makes a server check here before it looks for a file, and respond after a failed build.

        Args:
            server: The server.
            dirty: Whether each build adds to the site of the one before.
        """
        app, mount = ready(server.get_app()), server.mount_path

        def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")
            if f"{path}/".startswith(mount) and not path.startswith("/livereload/"):
                self.want(path[len(mount) :] + ("index.html" if path.endswith("/") else ""))
            found: Iterable[bytes] = app(environ, start)
            return found

        server.set_app(answer)
        self._last_good.watch(server, dirty=dirty)

    def want(self, path: str) -> None:
        """Makes the file that an address leads to, if it waits.

        Args:
            path: The address, relative to the site.
        """
        place = posixpath.normpath(f"/{path}").lstrip("/")
        with self._lock:
            for name in (place, f"{place}/index.html"):
                if name in self._waiting:
                    for make in self._waiting.pop(name):
                        self._write(name, make)
                    return
            if not os.path.exists(self._folder / place):  # noqa: PTH110  (of `Path`, it raises for a name too long)
                self._write(place, lambda: self._find(place))

    def _write(self, path: str, make: Make) -> None:
        try:
            data = make()
            if data is not None:
                target = self._folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        # In both cases, the server answers that the file is missing, and the next save tries again.
        except PluginError as error:
            log.error("“%s” could not be made: %s", path, error)
        except Exception:
            log.exception("“%s” could not be made.", path)


def may_wait(config: MkDocsConfig, options: Options) -> bool:
    """Whether nothing but a browser looks at the glossary's part of a served site once it is built."""
    plugin_writes = options.pages.made_by is not MadeBy.HOST and not translates(config) and host_needed(config) is None
    return plugin_writes and foreign(config, "post_build") is None
