"""Someone reads the site over HTTP while it is built again and again, and builds are killed half way."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests import forked
from tests.conftest import write_all
from tests.hosts.conftest import CHURN, CONFIG

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows cannot exchange folders in one step")
HOOK = """
import os
left = [int(os.environ.get("STEPS", "-1"))]
def step(result=None):
    if left[0] == 0:
        os._exit(9)
    left[0] -= 1
    return result
def on_config(config): return step(config)
def on_pre_build(config): step()
def on_files(files, config): return step(files)
def on_page_content(html, page, config, files): return step(html)
def on_post_page(output, page, config): return step(output.replace("</body>", f"<!-- build {os.environ['BUILD']} --></body>"))
def on_post_build(config): step()
"""
PAGES = ("", "terms/", "terms/churn/", "terms/term-7/", "go/churn/", "page/", "api/v1/terms.json", "sitemap.xml")
"""Pages and files of which each is written at another time of a build."""
ENDS = {"": "</html>", "json": "}", "xml": ">"}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def reading(folder: Path) -> Iterator[list[str]]:
    """Fetches a page every hundredth of a second; collects what was wrong with an answer, and at last how many there were."""
    wrong: list[str] = []
    fetched, stop = [0], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def read() -> None:
        while not stop.is_set():
            for path in PAGES:
                try:
                    with urlopen(f"http://127.0.0.1:{server.server_port}/{path}", timeout=60) as answer:
                        text = answer.read().decode("utf-8").rstrip()
                except OSError as error:
                    wrong.append(f"/{path}: {error}")
                    continue
                fetched[0] += 1
                stop.wait(0.01)  # a reader, not a load test: fetching without a pause takes most of the processor
                if not text.endswith(ENDS[path.rpartition(".")[2] if "." in path else ""]):
                    wrong.append(f"/{path} ends in {text[-20:]!r}")

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield wrong
    finally:
        stop.set()
        reader.join()
        server.shutdown()
        server.server_close()
    assert fetched[0] > len(PAGES)


def test_a_reader_never_sees_half_a_site(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": HOOK, "docs/page.md": "# Page\n\nChurn.\n", "docs/index.md": "# Home\n",
        "glossary/concepts/churn.yml": CHURN,
        **{f"glossary/concepts/term-{n}.yml": CHURN.replace("Churn", f"Term {n}") for n in range(8)},
    }  # fmt: skip
    write_all(tmp_path, files)

    def build(number: int, *, steps: int) -> int:
        environment = {"BUILD": str(number), "STEPS": str(steps)}
        return forked.run("mkdocs", "build", "--quiet", cwd=tmp_path, env=environment).returncode

    assert build(0, steps=-1) == 0
    with reading(tmp_path / "site") as wrong:
        ended = [build(number, steps=steps) for number, steps in enumerate((0, 2, -1, 9, 25, 33, -1, 40, 60), start=1)]
    assert wrong == []
    assert 9 in ended
    assert ended[2] == ended[6] == 0
    left = [path.name for path in tmp_path.iterdir() if path.name.endswith(".termbase-tmp")]
    assert len(left) <= 1, "a build removes what killed ones left"
    shown = {
        (tmp_path / "site" / path / "index.html").read_text("utf-8").rpartition("<!-- build ")[2] for path in PAGES[1:4]
    }
    assert len(shown) == 1, "pages of different builds"
