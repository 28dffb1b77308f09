"""Feeds damaged and hostile input to every reader until the time is up; stops at the first failure.

    python -m scripts.fuzz --seconds 600
    python -m scripts.fuzz --reader page --reader form --cases 5000 --seed 7 --keep-going

Each input is made of good ones, of syntax, of values of a wrong kind, and of signs that are known to be dangerous. It
must end in success or in diagnostics: an exception, a message without a place, a good entry that is lost because of
a bad one, or a formatter that changes its mind is a failure. The tests run a short and repeatable piece of it.

    python -m scripts.fuzz --atheris --seconds 1200 --corpus .corpus

lets the coverage of our own code guide the search, and keeps the files that reached new code for the next run.
"""

import argparse
import gc
import itertools
import logging
import random
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import FunctionType

from scripts.fuzz.damage import PIECES
from scripts.fuzz.readers import READERS, Reader

_SLOW = 3.0
"""Seconds of the processor that an input of ordinary size may take in a long run."""


class SlowError(AssertionError):
    """An input that took too long."""


def cases(readers: Sequence[Reader], *, seed: int) -> Iterator[tuple[Reader, int, bytes]]:
    """Yields inputs without end, one for each reader in turn; an input follows from its reader, number, and seed."""
    for number in itertools.count():
        for reader in readers:
            yield reader, number, reader.make(random.Random(f"{seed} {reader.name} {number}"))


def run(
    *, seed: int, readers: Sequence[Reader] = tuple(READERS.values()), times: int | None = None, seconds: float = 0,
    slow: float | None = None, keep_going: bool = False,
) -> int:  # fmt: skip
    """Tries inputs made from a seed; returns how many.

    Args:
        seed: Makes a run repeatable.
        readers: What to try.
        times: How many inputs each reader gets; otherwise, all get as many as time permits.
        seconds: How long to go on.
        slow: Seconds that an input may take; None for any time.
        keep_going: Whether a failure does not end the run; then one of each kind is printed.
    """
    end, count, failed = time.monotonic() + seconds, 0, Counter[str]()
    for reader, number, data in cases(readers, seed=seed):
        if number >= times if times is not None else time.monotonic() >= end:
            break
        try:
            _try(reader, data, slow=slow)
        except Exception as error:
            kind = _kind(reader, error)
            failed[kind] += 1
            if failed[kind] == 1:
                print(
                    f"{kind}\n  --reader '{reader.name}' --seed {seed}, input {number}: {data[:2_000]!r}",
                    file=sys.stderr,
                )
            if not keep_going:
                raise
        count += 1
    for kind, number in failed.most_common():
        print(f"{number} × {kind}", file=sys.stderr)
    if failed:
        raise AssertionError(f"{failed.total()} of {count} inputs failed, in {len(failed)} ways")
    return count


def _try(reader: Reader, data: bytes, *, slow: float | None) -> None:
    start = time.process_time()
    reader.check(data)
    took = time.process_time() - start
    if slow is not None and took > slow:
        raise SlowError(f"{took:.1f} s for {len(data)} bytes")


def _kind(reader: Reader, error: Exception) -> str:
    ours = [
        frame for frame in traceback.extract_tb(error.__traceback__) if "termbase" in frame.filename
    ] or traceback.extract_tb(error.__traceback__)
    words = str(error)[:160] if isinstance(error, AssertionError) else ""
    return f"{reader.name}: {type(error).__name__} {words} at {Path(ours[-1].filename).name}:{ours[-1].lineno}"


def guided(*, seconds: int, seed: int | None, corpus: Path | None, readers: Sequence[Reader]) -> None:
    """Lets Atheris look for inputs that reach new code of ours; ends the process.

    Args:
        seconds: How long to search.
        seed: Makes a run repeatable.
        corpus: Where inputs that reached new code are kept; otherwise they are forgotten.
        readers: What to try.
    """
    atheris = import_module("atheris")  # it is not built for every system
    # Those that are left out need what they make.
    whole = [reader for reader in readers if reader.name not in ("terms", "entries", "edits")]
    for reader in whole:  # loads the modules that are imported when first used
        reader.check(reader.make(random.Random(0)))
    ours = [found for found in gc.get_objects() if isinstance(found, FunctionType)]
    for function in ours:
        if (function.__module__ or "").partition(".")[0] == "termbase":
            atheris.instrument_func(function)

    def try_one(data: bytes) -> None:
        if data:  # the first byte says who reads the rest
            whole[data[0] % len(whole)].check(data[1:])

    with tempfile.TemporaryDirectory() as folder:
        kept, words = corpus or Path(folder) / "corpus", Path(folder) / "pieces.dict"
        kept.mkdir(parents=True, exist_ok=True)
        for place, reader in enumerate(whole):
            for number in range(2):
                (kept / f"made-{place}-{number}").write_bytes(bytes([place]) + reader.make(random.Random(number)))
        lines = ("".join(f"\\x{byte:02x}" for byte in piece.encode("utf-8", "surrogatepass")) for piece in PIECES)
        words.write_text("".join(f'"{line}"\n' for line in lines))
        options = [f"-max_total_time={seconds}", f"-seed={seed or 0}", f"-dict={words}", "-max_len=2048", "-timeout=60"]
        atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=4096", str(kept)], try_one)
        atheris.Fuzz()


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the command line."""
    logging.disable()  # rdflib warns of every odd address
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(prog="python -m scripts.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--cases", type=int, default=None, help="inputs for each reader, in place of --seconds")
    parser.add_argument("--seed", type=int, default=None, help="makes a run repeatable")
    parser.add_argument("--reader", action="append", choices=sorted(READERS), help="what to try; all if not given")
    parser.add_argument("--keep-going", action="store_true", help="go on after a failure, and list all kinds of them")
    parser.add_argument("--atheris", action="store_true", help="let coverage guide the search")
    parser.add_argument("--corpus", type=Path, help="where --atheris keeps the inputs that reached new code")
    chosen = parser.parse_args(arguments)
    readers = [READERS[name] for name in chosen.reader or READERS]
    if chosen.atheris:
        guided(seconds=int(chosen.seconds), seed=chosen.seed, corpus=chosen.corpus, readers=readers)
        return
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(2**32)
    count = run(
        seed=seed, readers=readers, times=chosen.cases, seconds=chosen.seconds, slow=_SLOW, keep_going=chosen.keep_going
    )
    print(f"{count} inputs for {len(readers)} readers from seed {seed}, no failure")


if __name__ == "__main__":
    main()
