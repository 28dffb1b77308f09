"""What `make test` does in part and `make thorough`, which runs every night, as a whole."""

import os
from typing import Final

THOROUGH: Final = os.environ.get("TERMBASE_THOROUGH") == "1"
"""Whether this is the thorough run."""
EXAMPLES: Final = 500 if THOROUGH else 40
"""How many examples Hypothesis tries of a property that names no number of its own."""
EVERY: Final = 1 if THOROUGH else 2
"""Of many similar cases, how far apart those are that are tried."""
