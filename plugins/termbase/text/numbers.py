"""The numbers in a prose text."""

import re
from typing import Final

_SAID: Final = re.compile(
    r"(?<!\w)(?<!\d[.,])(?P<minus>[-−])?[$€£¥]?(?P<minus2>[-−])?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|\.\d+)"
    r"(?:\s?(?P<percent>%|percent\b|per cent\b)|\s?(?P<scale>thousand|million|billion)\b|(?P<letter>[kKMB])\b)?"
)
_SCALES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9}


def numbers_in(text: str) -> frozenset[float]:
    """The numbers that a prose text gives in digits: "$1,200", "−30", "1,250.5", "$1.2 million".

    A percentage gives two numbers: "45%" is 45 and 0.45.
    """
    found: set[float] = set()
    for match in _SAID.finditer(text):
        number = float(match["number"].replace(",", ""))
        number *= _SCALES.get(match["scale"] or match["letter"] or "", 1)
        number = -number if match["minus"] or match["minus2"] else number
        found.add(number)
        if match["percent"]:
            found.add(number / 100)
    return frozenset(found)
