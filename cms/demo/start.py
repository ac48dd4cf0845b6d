"""Readies a place for the demo: the port, the folder, the database."""

import shutil
import socket
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

KEPT = ("secret_key", "identity_key")


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def start_over() -> None:
    """Throws the old town away."""
    connection.close()
    empty_folder()


def empty_folder() -> None:
    """Empties the state folder of everything but the site's own keys."""
    for path in settings.VAR_DIR.iterdir():
        if path.name in KEPT:
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in ("MEDIA_ROOT", "AUDIT_HEADS_DIR", "DOCUMENTS_ROOT", "ROUND_KEYS_DIR", "EMAIL_FILE_PATH"):
        getattr(settings, name).mkdir(mode=0o700, parents=True, exist_ok=True)


def prepare_database(tell: Callable[[str], None]) -> None:
    """Applies what migrations are missing and says how far it is."""
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if steps:
        call_command("migrate", stdout=_Progress(steps, tell), no_color=True, skip_checks=True)


class _Progress:
    """Stands in for the stream of `migrate`: turns its lines into a count."""

    def __init__(self, steps: int, tell: Callable[[str], None]):
        self.steps, self.tell, self.done = steps, tell, 0

    def write(self, text: str) -> None:
        before = self.done * 10 // self.steps
        self.done += text.count(" OK")
        if self.done * 10 // self.steps > before:
            self.tell(f"Preparing the database: {self.done} of {self.steps} steps")

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False
