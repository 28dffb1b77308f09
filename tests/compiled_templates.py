"""Templates compiled once: each theme and each site makes an environment of its own, and compiles all that it uses again.

Compiling takes a quarter of a second of a processor in a build of a small site, and the tests make hundreds of them.
"""

from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class KeptTemplates(BytecodeCache):
    """Compiled templates by all that goes into them: environments of different settings share none."""

    def __init__(self, folder: Path | None) -> None:
        """Keeps them in this process and, if a folder is given, for the processes that are given the same one."""
        self._kept: dict[tuple[str, str], CodeType | None] = {}
        self._files = None if folder is None else FileSystemBytecodeCache(str(folder))

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        settings = (
            type(environment).__qualname__,
            sorted(environment.extensions),
            environment.trim_blocks,
            environment.lstrip_blocks,
            environment.keep_trailing_newline,
            environment.is_async,
            getattr(environment.autoescape, "__qualname__", environment.autoescape),
            getattr(environment.finalize, "__qualname__", environment.finalize),
            environment.block_start_string,
            environment.variable_start_string,
        )
        return super().get_bucket(environment, repr((name, settings)), filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))
        if bucket.code is None and self._files is not None:
            self._files.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code
        if self._files is not None:
            self._files.dump_bytecode(bucket)


def keep_templates(folder: Path | None = None) -> None:
    """Gives every environment of Jinja that this process makes from now on the templates that others have compiled."""
    begin, kept = Environment.__init__, KeptTemplates(folder)

    def begin_with_them(self: Environment, *given: object, **more: object) -> None:
        begin(self, *given, **more)  # type: ignore[arg-type]  # what is given is passed on as it is
        self.bytecode_cache = self.bytecode_cache or kept

    Environment.__init__ = begin_with_them  # type: ignore[method-assign]  # every theme makes an environment of its own
