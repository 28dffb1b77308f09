"""A shard of a site: the part that one of several machines builds of a site that is too large for one.

Every machine reads the whole glossary, because a page shows what others say. It then makes the pages of its own terms;
the first one also makes everything that is not about a single term.
"""

import os
import re
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from termbase.model.concept import ConceptId

SHARD_VARIABLE: Final = "TERMBASE_SHARD"
"""The environment variable with the shard that a build makes, such as `2/3`."""
MOST_SHARDS: Final = 256
"""Shards of a site at most."""
_WRITTEN: Final = re.compile(r"([0-9]{1,3})/([0-9]{1,3})", re.ASCII)


class ShardError(ValueError):
    """The environment names no shard that a build could make; the text says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One of the shards of a site."""

    number: int
    """Which one, from 1."""
    of: int
    """How many there are."""

    def __str__(self) -> str:
        return f"shard {self.number} of {self.of}"

    @property
    def is_first(self) -> bool:
        """Whether it includes everything that is not about a single term."""
        return self.number == 1

    def has(self, concept: ConceptId) -> bool:
        """Whether it makes the page of a concept: a term stays in its shard whichever terms come and go."""
        return crc32(concept.encode()) % self.of == self.number - 1

    def takes(self, place: int) -> bool:
        """Whether it makes a file of the whole glossary: the shards take turns, but the first has enough to do.

        Args:
            place: The place of the file among those.
        """
        return self.number == (place % (self.of - 1) + 2 if self.of > 1 else 1)


def shard_of_build() -> Shard | None:
    """The shard that the environment asks for; None if a build makes the whole site.

    Raises:
        ShardError: It asks for something else.
    """
    written = os.environ.get(SHARD_VARIABLE, "").strip()
    if not written:
        return None
    found = _WRITTEN.fullmatch(written)
    number, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= of <= MOST_SHARDS:
        raise ShardError(
            f"{SHARD_VARIABLE} is “{written[:40]}”. Write the number of the shard and how many there are, such as 1/3, "
            f"from 1/1 to {MOST_SHARDS}/{MOST_SHARDS}; without the variable, the whole site is built."
        )
    return Shard(number=number, of=of)
