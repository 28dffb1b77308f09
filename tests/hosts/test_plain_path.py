from pathlib import Path

import pytest
from mkdocs.structure.files import File

from termbase.hosts.plain_path import PlainPathFile, within


@pytest.mark.parametrize(
    "path",
    [
        "terms/churn.md", "a.json", "a/../b.json", "./a.json", "a/./b.json", "a//b.json", "a/b/", "//a", "/a", "a\\b.json",
        ".well-known/x.txt", "a/.hidden/b", "a/..", "..", ".", "", "a b/ü.md", "a./b", "a/b.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_generated_file_is_where_the_host_would_have_it(path: str, directory_urls: bool) -> None:
    theirs = File(path, None, "/site", directory_urls)
    ours = PlainPathFile(path, None, "/site", directory_urls)
    for name in ("src_uri", "src_path", "dest_uri", "dest_path", "url", "name", "abs_dest_path"):
        assert getattr(ours, name) == getattr(theirs, name), name


@pytest.mark.parametrize("path", ["terms/churn.md", "a.json", "./a.json", "a//b", ".x/y"])
def test_a_place_in_a_folder_is_written_as_the_system_does(path: str, tmp_path: Path) -> None:
    assert within(tmp_path, path) == str(tmp_path / path)
