"""Reads the API file of another glossary from a URL or a local file."""

import ipaddress
import socket
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from termbase.model.codes import Code
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.text.regular_files import read_bytes
from termbase.text.untrusted import MAX_FOREIGN_BYTES, UntrustedError, to_text, too_large

SECONDS = 20
"""Time limit for a URL in seconds, from resolving its host name to the last byte."""
_BLOCK = 65_536


def fetch(place: str, *, seconds: float = SECONDS) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text at a URL or in a file; "" and a diagnostic if it cannot be read.

    Args:
        place: An `http` or `https` URL, or the path of a file.
        seconds: Time limit for a URL.
    """
    try:
        if place.startswith(("http://", "https://")):
            data = _in_time(place, seconds)
        elif "://" in place:
            raise UntrustedError("its address does not start with http:// or https://", hint="")
        else:
            data = read_bytes(Path(place), limit=MAX_FOREIGN_BYTES, follow=True)
        return to_text(data).removeprefix("\ufeff"), ()
    except UntrustedError as error:
        reason: object = error.message
    except HTTPError as error:
        error.close()
        reason = f"the server answered {error.code}"
    except (OSError, URLError, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return "", (
        Diagnostic(
            code=Code.UNREADABLE_REMOTE,
            severity=Severity.WARNING,
            message=f"the remote glossary cannot be read: {reason}",
            where=Location(file=place),
            hint="Its terms are not linked in this build. Pin a copy with `termbase pull` to build without network access.",
        ),
    )


def _in_time(address: str, seconds: float) -> bytes:
    """Downloads on a thread that is abandoned at the deadline.

    A socket timeout restarts with every byte, so a server that sends a byte now and then, in a header
    or in the body, would never reach it.
    """
    outcome: list[bytes | Exception] = []

    def run() -> None:
        try:
            outcome.append(_download(address, seconds))
        except Exception as error:  # handed to the thread that waits
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise UntrustedError(f"the server did not finish within {seconds:g} seconds", hint="")
    result = outcome[0]
    if isinstance(result, Exception):
        raise result if isinstance(result, OSError | ValueError) else URLError(type(result).__name__)
    return result


def _download(address: str, seconds: float) -> bytes:
    request = Request(address, headers={"User-Agent": "termbase", "Accept": "application/json"})
    with build_opener(_SafeRedirects(private_start=_is_private(address))).open(request, timeout=seconds) as answer:
        if answer.status != HTTPStatus.OK:  # such as a part of the file only
            raise UntrustedError(f"the server answered {answer.status}", hint="")
        data = bytearray()
        while block := answer.read(_BLOCK):
            data += block
            if len(data) > MAX_FOREIGN_BYTES:
                raise too_large(MAX_FOREIGN_BYTES)
        if answer.length:  # what is left of the length that the server has announced
            raise UntrustedError("the connection ended before the end of the file", hint="")
        return bytes(data)


class _SafeRedirects(HTTPRedirectHandler):
    """Follows redirects to http and https only, and from a public address never to a private one."""

    def __init__(self, *, private_start: bool) -> None:
        self._private_start = private_start

    def http_error_302(self, req: Request, fp: Any, code: int, msg: str, headers: Any) -> Any:
        """Follows a redirect; an address that cannot be parsed leaves no connection open."""
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except BaseException:
            fp.close()
            raise

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """The request that follows a redirect."""
        if not newurl.startswith(("http://", "https://")):
            fp.close()
            raise UntrustedError("it redirects to an address that is not http or https", hint="")
        if not self._private_start and _is_private(newurl):
            fp.close()
            raise UntrustedError("it redirects to a private address", hint="")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_private(address: str) -> bool:
    """Whether any address of a host is inside a private network or on this machine."""
    try:
        facts = socket.getaddrinfo(urlsplit(address).hostname or "", None)
    except OSError:
        return False  # a proxy may resolve the name; without one, the connection fails
    found = {str(fact[4][0]).partition("%")[0] for fact in facts}
    return any(not ipaddress.ip_address(one).is_global for one in found)
