"""Two small web servers: one has a glossary, the other a wiki with a strict Content-Security-Policy."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from threading import Thread
from typing import Any

_TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".css": "text/css"}
Files = Mapping[str, str]


@contextmanager
def origin(files: Files, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serves texts by path under an origin of their own, and gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            body = files.get(path, "").encode()
            self.send_response(200 if path in files else 404)
            self.send_header("Content-Type", f"{_TYPES.get(PurePosixPath(path).suffix, 'text/plain')}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def policy(glossary: str, *, fetches: bool = True) -> str:
    """A Content-Security-Policy that lets a page load the script of a glossary and little else."""
    connect = glossary if fetches else "'none'"
    return (
        f"default-src 'none'; script-src 'self' {glossary}; connect-src {connect}; style-src 'self'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
