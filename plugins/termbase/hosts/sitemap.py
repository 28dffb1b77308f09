"""The date of the packed sitemap."""

from collections.abc import Iterable
from gzip import GzipFile
from pathlib import Path

from mkdocs.structure.files import File
from mkdocs.utils import get_build_timestamp


def date_sitemap(folder: Path, files: Iterable[File]) -> None:
    """Gives the packed sitemap the date of the newest page, as the host would; without one there is nothing to do.

    Args:
        folder: The folder of the site.
        files: The files with pages.
    """
    path = folder / "sitemap.xml.gz"
    if not path.is_file():
        return
    text = path.with_suffix("").read_bytes()
    date = get_build_timestamp(pages=[page for file in files if (page := file.page) is not None])
    packable = min(max(date, 0), 2**32 - 1)  # other plugins may date a page outside of what 32 bits hold
    with path.open("wb") as file, GzipFile(path.name, "wb", fileobj=file, mtime=packable) as packed:
        packed.write(text)
