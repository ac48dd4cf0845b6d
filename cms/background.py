"""Background work inside the one-process site: a task worker and the clock, each in a thread."""

import logging
import threading
from collections.abc import Callable

from django.core.management import call_command
from django.db import close_old_connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker

TICK_SECONDS = 15
logger = logging.getLogger(__name__)


def start_background_threads() -> None:
    """Starts the worker and the clock as daemon threads, which may be cut off at any moment."""
    for name, work in (("task worker", _work_off_tasks), ("clock", _tick)):
        threading.Thread(target=_keep_running, args=(work,), name=name, daemon=True).start()


def _keep_running(work: Callable[[], None]) -> None:
    pause = threading.Event()
    while True:
        try:
            work()
        except Exception:
            logger.exception("background work stopped and starts again")
        finally:
            close_old_connections()
        pause.wait(TICK_SECONDS)


def _work_off_tasks() -> None:
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id="embedded",
    ).run()


def _tick() -> None:
    call_command("tick", verbosity=0)
