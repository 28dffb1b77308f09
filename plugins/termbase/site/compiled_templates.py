"""Templates that this process has compiled, for its next build.

A host makes a new environment for each build, so a server would compile all templates again after
every save, which takes longer than what the save has changed.
"""

from types import CodeType
from typing import Any, Final

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_SYNTAX: Final = (
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string", "comment_start_string",
    "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "optimized", "autoescape", "finalize", "is_async", "sandboxed",
)  # fmt: skip
"""Settings of an environment that decide what code a template becomes."""


class CompiledTemplates(BytecodeCache):
    """The code of templates by their place and their text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}
        self._made_by: Any = None

    def serve(self, env: Environment) -> None:
        """Has an environment use the code of the last one, unless it would compile templates otherwise."""
        if env.bytecode_cache is not None:
            return  # another plugin has brought one of its own
        # Filters and tests of constants are evaluated once, as a template is compiled.
        made_by = (
            [getattr(env, name) for name in _SYNTAX],
            [type(extension) for extension in env.iter_extensions()],
            dict(env.filters),
            dict(env.tests),
        )
        if made_by != self._made_by:
            self.clear()
            self._made_by = made_by
        env.bytecode_cache = self

    def clear(self) -> None:
        """Forgets all of them."""
        self._codes.clear()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template its code, if it is known."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code
