"""The packaged English sentences, for code below the site.

`en.po` next to this module has every sentence that a page, a script, or the reason for a merge says.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from termbase.text.po import headers, read_po


@cache
def _catalogue() -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    header, *messages = read_po(files(__package__).joinpath("en.po").read_text("utf-8"))
    texts = {message.key: tuple(message.forms) for message in messages}
    return MappingProxyType(headers(header)), MappingProxyType(texts)


def english_header() -> Mapping[str, str]:
    """The fields of the catalogue's header, by name in lower case."""
    return _catalogue()[0]


def english_texts() -> Mapping[str, tuple[str, ...]]:
    """The text of each key; two for a sentence that counts something."""
    return _catalogue()[1]
