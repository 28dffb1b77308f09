"""A copy of this process in which something happens at each of its steps, such as the end of it."""

import os
import traceback
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any


def in_copy(run: Callable[[], object], *, steps: Iterable[tuple[object, str]], before: Callable[[int], None]) -> int:
    """Runs something in a copy of this process; its exit status: 0 at its end, 99 after an error that it does not catch.

    Args:
        run: What the copy does.
        steps: The functions whose calls count as steps, each as its owner and its name.
        before: What happens before a step, given its number from 1.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        numbers = count(1)
        for owner, name in steps:
            real = getattr(owner, name)

            def step(*given: Any, real: Callable[..., Any] = real, **more: Any) -> Any:
                before(next(numbers))
                return real(*given, **more)

            setattr(owner, name, step)
        run()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:  # the copy must not go on with the tests
        os._exit(99)


def killed_at(step: int) -> Callable[[int], None]:
    """Ends the process, as a kill does, before one of its steps."""

    def before(number: int) -> None:
        if number == step:
            os._exit(9)

    return before
