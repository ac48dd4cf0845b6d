"""/healthz: may traffic come here? Says what works and how old the oldest waiting work is; no secrets."""

import logging
import time
from collections.abc import Callable
from typing import Any

import redis
from django.conf import settings
from django.db import connection
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from participation.clock import database_now
from participation.live import broadcaster

# A task that nobody took for this long means that no worker runs.
LONGEST_WAIT = 300
logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all parts work, else 503. Each part: {"ok", "took_ms"} and what it measured."""
    parts = {"database": _look(database), "live": _look(live), "tasks": _look(tasks)}
    well = all(part["ok"] for part in parts.values())
    return JsonResponse({"ok": well, **parts}, status=200 if well else 503)


def database() -> dict[str, Any]:
    """`age`: seconds between the database's clock and this machine's."""
    return {"ok": True, "age": abs(int(time.time() - database_now().timestamp()))}


def live() -> dict[str, Any]:
    """Redis carries live numbers between processes; in the one-process site the broadcaster does."""
    if settings.REDIS_URL:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as client:
            return {"ok": bool(client.ping()) and broadcaster.is_well()}
    return {"ok": broadcaster.is_well()}


def tasks() -> dict[str, Any]:
    """`age`: seconds that the oldest task which could run has waited; `waiting`: how many there are."""
    ready = DBTaskResult.objects.ready().filter(enqueued_at__lte=timezone.now())
    oldest = ready.aggregate(oldest=Min("enqueued_at"))["oldest"]
    age = int((timezone.now() - oldest).total_seconds()) if oldest else 0
    return {"ok": age <= LONGEST_WAIT, "waiting": ready.count(), "age": age}


def _look(part: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        found = part()
    except Exception:
        logger.exception("healthz: %s does not answer", part.__name__)
        connection.close_if_unusable_or_obsolete()
        found = {"ok": False}
    return {**found, "took_ms": round(1000 * (time.perf_counter() - started))}
