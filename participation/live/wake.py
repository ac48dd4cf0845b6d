"""How a change reaches the broadcasters: straight into this process's loop, or by one Redis PUBLISH."""

import hashlib
import logging
from functools import lru_cache, partial
from typing import Any

import redis
from django.conf import settings
from django.db import transaction

from participation.live.tickets import person_mark
from participation.live.topics import is_topic

logger = logging.getLogger(__name__)

# Thousands of people may hear of one thing at once: not a message each.
IN_A_MESSAGE = 500


def changed(*topics: str) -> None:
    """Say that the numbers of these topics ("proposal:12") moved. From any thread; takes effect at commit.

    Raises ValueError for a text that is no topic, and nothing at commit.
    """
    if wrong := [topic for topic in topics if not is_topic(topic)]:
        raise ValueError(f"not a live topic: {wrong[0]!r}")
    for first in range(0, len(topics), IN_A_MESSAGE):
        message = " ".join(("changed", *topics[first : first + IN_A_MESSAGE]))
        transaction.on_commit(partial(_tell, message), robust=True)


def close_person(pk: int) -> None:
    """Close every socket of this person (blocked, erased), at commit."""
    transaction.on_commit(lambda: _tell(f"close {person_mark(pk)}"), robust=True)


def close_blocked(sender: Any, user_pk: int, **kwargs: Any) -> None:
    """Hears the signal that accounts send when a person is blocked."""
    close_person(user_pk)


def channel() -> str:
    """The site's Redis channel. Channels span Redis databases, so its name holds a mark of the site's key."""
    return "folkmoot:live:" + hashlib.sha256(settings.SECRET_KEY.encode()).hexdigest()[:12]


def _tell(message: str) -> None:
    if settings.REDIS_URL:
        try:
            _redis().publish(channel(), message)
        except redis.RedisError:
            # The change itself is safe: pages are right at each load, and broadcasters look again in time.
            logger.warning("live: Redis did not take a message", exc_info=True)
        return
    from participation.live.broadcaster import hear_from_any_thread

    hear_from_any_thread(message)


@lru_cache(maxsize=1)
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
