"""Reading another glossary: in time, from where it was asked for, and never a traceback."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from termbase.reading import fetch as module
from termbase.reading.fetch import fetch


@contextmanager
def server(*pieces: bytes, dribble: float = 0) -> Iterator[str]:
    """Answers every request with some bytes, a pause before each piece but the first."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(4096)
                    for piece in pieces:
                        try:
                            connection.sendall(piece)
                        except OSError:
                            break
                        done.wait(dribble)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        done.set()
        listener.shutdown(socket.SHUT_RDWR)


def answer(*headers: str, body: str = "", status: str = "200 OK") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", "Connection: close", *headers, "", body)).encode()


def test_an_address_and_a_file_are_read(tmp_path: Path) -> None:
    with server(answer(body="\ufeff{}")) as address:
        assert fetch(address) == ("{}", ())
    (tmp_path / "copy.json").write_text("{}")
    assert fetch(str(tmp_path / "copy.json")) == ("{}", ())


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (answer("Location: ftp://x.example/", status="302 Found"), "not http or https"),
        (answer("Location: file:///etc/hostname", status="301 Moved"), "cannot be read"),
        (answer(status="404 Not Found"), "the server answered 404"),
        (b"no HTTP at all", "cannot be read"),
        (answer() + b"\xff", "0xFF"),
        (answer("Content-Length: 100", body="term,definition\n"), "the connection ended before the end of the file"),
        (answer("Content-Range: bytes 0-3/9", body="term", status="206 Partial Content"), "the server answered 206"),
        (answer("Content-Length: 99999999999999999999", body="a"), "the connection ended before"),
        (answer("Location: http://[::1", status="302 Found"), "Invalid IPv6 URL"),
        (b"\x00\xff\x1b]0;x\x07\r\n\r\n", "BadStatusLine"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n", "HTTPException"),
        (answer("Transfer-Encoding: chunked", body="-1\r\nabc"), "IncompleteRead"),
    ],
)
def test_an_answer_that_cannot_be_used_is_one_diagnostic(reply: bytes, reason: str) -> None:
    with server(reply) as address:
        text, (problem,) = fetch(address)
    assert text == ""
    assert problem.code == "TB115"
    assert reason in problem.message


def test_a_server_that_sends_one_byte_now_and_then_is_given_up() -> None:
    with server(b"HTTP/1.1 200 OK\r\n", *[b"X"] * 1_000, dribble=0.05) as address:
        text, (problem,) = fetch(address, seconds=0.3)
    assert text == ""
    assert "did not finish within 0.3 seconds" in problem.message


def test_a_public_address_cannot_redirect_to_a_private_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(answer("Location: http://127.0.0.1:9/", status="302 Found")) as address:
        real = module._is_private
        monkeypatch.setattr(module, "_is_private", lambda url: url != address and real(url))
        _, (problem,) = fetch(address)
    assert "redirects to a private address" in problem.message


def test_a_download_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FOREIGN_BYTES", 10)
    with server(answer(body="[        ]")) as address:
        assert fetch(address) == ("[        ]", ())
    with server(answer(body="[         ]")) as address:
        text, (problem,) = fetch(address)
    assert (text, problem.code) == ("", "TB115")
    assert "larger than 10 bytes" in problem.message


@pytest.mark.parametrize(
    ("addresses", "private"),
    [(["8.8.8.8"], False), (["8.8.8.8", "10.0.0.1"], True), (["2001:4860:4860::8888", "::1"], True)],
)
def test_a_host_with_one_private_address_is_private(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str], private: bool
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [(0, 0, 0, "", (address, 0)) for address in addresses])
    assert module._is_private("https://x.example/") is private


@pytest.mark.parametrize("place", ["ftp://x.example/t.json", "file:///etc/hostname", "nowhere.json", "http://[", "."])
def test_a_place_that_cannot_be_read_is_one_diagnostic(place: str) -> None:
    text, (problem,) = fetch(place)
    assert (text, problem.code, problem.where.file) == ("", "TB115", place)
