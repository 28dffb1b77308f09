"""A number with what it counts, for messages: "1 file", "2 entries", "1,000 terms"."""

from typing import Final

_HISSING: Final = ("s", "x", "z", "ch", "sh")


def counted(number: int, noun: str, more: str = "") -> str:
    """A number with its noun and the words after that, the noun in the plural unless there is one.

    Args:
        number: How many.
        noun: The noun in the singular, in English.
        more: What follows it, with a space before, such as " to correct".
    """
    if number != 1:
        if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
            noun = f"{noun[:-1]}ies"
        else:
            noun += "es" if noun.endswith(_HISSING) else "s"
    return f"{number:,} {noun}{more}"
