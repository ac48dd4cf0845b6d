"""Acts in processes of their own, which are killed or kill themselves. Fork before a connection is open."""

import os
import signal
import sys
import time
from collections.abc import Callable


def in_a_process(act: Callable[[], object], after: float | None = None) -> bool:
    """Whether `act` ran to its end in a process of its own; it is killed after so many seconds."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException as problem:
            print(f"{type(problem).__name__}: {problem}", file=sys.stderr)  # noqa: T201
            os._exit(2)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 2:
        raise RuntimeError("an act in a process of its own failed")
    return os.WIFEXITED(status)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
