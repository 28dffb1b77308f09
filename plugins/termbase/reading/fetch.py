"""Reads the API file of another glossary from an address or a disk."""

from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from termbase.model.diagnostics import Diagnostic, Location, Severity

LIMIT = 32 * 1024 * 1024
"""Bytes that are read at most."""
SECONDS = 20
"""How long an address may take to answer."""


def fetch(place: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text at an address or in a file; "" and a diagnostic where it cannot be had."""
    try:
        if place.startswith(("http://", "https://")):
            request = Request(place, headers={"User-Agent": "termbase", "Accept": "application/json"})
            with urlopen(request, timeout=SECONDS) as answer:
                data: bytes = answer.read(LIMIT + 1)
        else:
            data = Path(place).read_bytes()[: LIMIT + 1]
        if len(data) > LIMIT:
            raise ValueError(f"it is larger than {LIMIT:,} bytes")
        return data.decode("utf-8-sig"), ()
    except (OSError, URLError, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        return "", (
            Diagnostic(
                code="TB115",
                severity=Severity.WARNING,
                message=f"the remote glossary cannot be read: {reason}",
                where=Location(file=place),
                hint="Its terms are not linked in this build. Pin a copy with `termbase pull` to build without network.",
            ),
        )
