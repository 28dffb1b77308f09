"""Logs what the Content-Security-Policy blocks: each item once, with the first page that has it."""

from termbase.hosts.build_log import log


class Refusals:
    """The things that have been reported in one build."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self.page = ""
        """The address of the page at hand, relative to the site; "" for the home page and if it is not known."""

    def add(self, what: str) -> None:
        """Reports a thing, unless it has been reported."""
        if what not in self._known:
            self._known.add(what)
            place = f"/{self.page}"
            log.info("The Content-Security-Policy blocks %s, first on %s.", what, place)
