"""The real demo, started once for all journeys, and the address that its visitors use."""

import fcntl
import json
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
def running_town(shared: Path) -> Iterator[str]:
    """The address of the demo. The first process to come starts it, the last one to go stops it."""
    refuse_wrong_places()
    note = shared / "town.json"
    with alone(shared):
        town = json.loads(note.read_text()) if note.exists() else {**start(shared), "guests": 0}
        note.write_text(json.dumps({**town, "guests": town["guests"] + 1}))
    try:
        yield town["url"]
    finally:
        with alone(shared):
            town = json.loads(note.read_text())
            note.write_text(json.dumps({**town, "guests": town["guests"] - 1}))
            if town["guests"] == 1:
                stop(town["pid"])
                note.unlink()


def refuse_wrong_places() -> None:
    """Journeys change a town's clock: never that of a town which somebody uses."""
    if not settings.EMBEDDED or "VAR_DIR" not in os.environ:
        raise RuntimeError("Journeys need VAR_DIR set to an empty folder, and no DATABASE_URL.")
    if settings.VAR_DIR.resolve() == (settings.BASE_DIR / "var").resolve():
        raise RuntimeError("Journeys do not run on the town in var/: set VAR_DIR to another folder.")


@contextmanager
def alone(shared: Path) -> Iterator[None]:
    """One process of the run at a time."""
    with (shared / "town.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(shared: Path, environment: dict[str, str] | None = None) -> dict:
    """Its address and its process, once it answers."""
    port = _free_port()
    log = shared / "town.log"
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
    process.returncode = 0  # another process may be the one to stop it
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
