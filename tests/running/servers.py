"""Starts and kills the site's server processes as production and the demo start them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.running.places import POSTGRESQL, REPOSITORY, Place

PATIENCE = 60.0


class Server:
    """One server of a place: `pages` by gunicorn on PostgreSQL, all in one ASGI process on SQLite."""

    def __init__(self, place: Place, command: list[str], port: int, **more: str):
        self.place, self.command, self.port = place, command, port
        self.environment = place.environment(**more)
        self.log = place.folder / f"server-{port}.log"
        self.process: subprocess.Popen | None = None

    def start(self) -> "Server":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=REPOSITORY,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The server did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                return True
        except HTTPError:
            return True  # it speaks; what it says about its health is another matter
        except OSError:
            return False

    def kill(self) -> None:
        """SIGKILL to the master and all its workers at one moment: nothing is tidied up."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, which: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, which)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def pages(place: Place, workers: int = 3, **more: str) -> Server:
    """The site's pages and posts: gunicorn in production, the demo's uvicorn on SQLite."""
    if place.kind != POSTGRESQL:
        return sockets(place, place.port, **more)
    at = ["--bind", f"127.0.0.1:{place.port}", "--workers", str(workers), "--log-level", "warning"]
    # Workers fork from one loaded site: twelve of them start as quickly as one.
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--preload", *at]
    return Server(place, command, place.port, **more)


def sockets(place: Place, port: int, **more: str) -> Server:
    """An ASGI process, as the README starts it."""
    ws = ["--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--log-level", "warning"]
    at = ["--host", "127.0.0.1", "--port", str(port), "--lifespan", "off", "--backlog", "4096"]
    command = [sys.executable, "-m", "uvicorn", "cms.asgi:application", *at, *ws]
    return Server(place, command, port, DATABASE_KEEP_SECONDS="0", **more)


def manage(place: Place, *arguments: str) -> str:
    """Runs manage.py to its end and gives what it printed. Raises when it fails."""
    return python(place, str(REPOSITORY / "manage.py"), *arguments)


def python(place: Place, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env=place.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(arguments[0]).name} {arguments[1:]} failed:\n{done.stderr[-3000:]}")
    return done.stdout
