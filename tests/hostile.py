"""Finds what runs or fetches in HTML, as html5lib reads it, not as its author intended."""

from collections.abc import Iterator

import html5lib

RUNNING = frozenset(
    ("script", "style", "iframe", "base", "object", "embed", "link", "meta", "img", "svg", "math", "form", "input")
)
ADDRESSES = frozenset(
    ("href", "src", "action", "xlink:href", "formaction", "srcset", "poster", "data", "ping", "background")
)


def dangers(html: str, *, words: str) -> list[str]:
    """What a contributor's words brought into a page.

    Args:
        html: A page or a part of one.
        words: A word of every hostile text, that no template has: an element that runs and holds it, an attribute
            of an event that holds it, or an address of a protocol that runs, was made by a contributor.
    """
    return list(_dangers(html, words))


def _dangers(html: str, words: str) -> Iterator[str]:
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "!"
        if (
            tag in ("script", "style")
            and words in "".join(element.itertext())
            and element.get("type") != "application/ld+json"
        ):
            yield f"{tag}: {''.join(element.itertext())[:60]}"
        for key, value in element.attrib.items():
            name = key[-1] if isinstance(key, tuple) else str(key).rpartition("}")[2]
            address = "".join(str(value).split()).casefold()
            if name.startswith("on") or name == "srcdoc":
                yield f"{tag} {name}={value}"
            if name in ADDRESSES and address.startswith(("javascript:", "data:", "vbscript:")):
                yield f"{tag} {name}={value}"
            if tag in RUNNING and name in ADDRESSES and "evil.example" in address:
                yield f"{tag} {name}={value}"
