"""The real demo, started once for all journeys of a process, and the address that its visitors use."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from django.conf import settings

# Seeding draws the whole town; a busy machine may need minutes where an idle one needs one.
PATIENCE = 400


@contextmanager
def running_town(folder: Path) -> Iterator[str]:
    """The address of the demo, while it runs; `folder` takes its log."""
    refuse_wrong_places()
    town = start(folder)
    try:
        yield town["url"]
    finally:
        stop(town["pid"])


def refuse_wrong_places() -> None:
    """Journeys change a town's clock: never that of a town which somebody uses, or another process."""
    if not settings.EMBEDDED or "VAR_DIR" not in os.environ:
        raise RuntimeError("Journeys need VAR_DIR set to an empty folder, and no DATABASE_URL.")
    if settings.VAR_DIR.resolve() == (settings.BASE_DIR / "var").resolve():
        raise RuntimeError("Journeys do not run on the town in var/: set VAR_DIR to another folder.")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and settings.VAR_DIR.name != worker:
        raise RuntimeError("Journeys in several processes need: -p tests.journeys.own_town")


def start(folder: Path, environment: dict[str, str] | None = None) -> dict:
    """Its address and its process, once it answers."""
    port = _free_port()
    log = folder / "town.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    town = {"url": f"http://127.0.0.1:{port}", "pid": process.pid}
    until = time.monotonic() + PATIENCE
    while not _answers(town["url"]):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"The demo did not start:\n{log.read_text()[-2000:]}")
    process.returncode = 0  # `stop` ends its whole group
    return town


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310 (our own demo)
            return answer.status == 200
    except (URLError, OSError):
        time.sleep(0.25)  # nothing to wait on: the port is not open yet
        return False


def stop(pid: int) -> None:
    os.killpg(pid, signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
