"""Copies that many readers share for VISITOR_SECONDS: made by one, shown to the others.

What a crowd reads may be up to twice VISITOR_SECONDS old. Nothing is kept where that is 0.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache

MAKING_SECONDS = 5
# Copies made before this moment are shown to nobody any more.
NONE_BEFORE = "copies:none-before"


@dataclass(frozen=True)
class Copy:
    made_at: float
    value: Any

    @property
    def age(self) -> float:
        return time.time() - self.made_at


def find_copy(key: str) -> Copy | None:
    """The copy to show; None for the one who is to make it anew, while the others see the old one."""
    found = cache.get_many([key, NONE_BEFORE])
    copy: Copy | None = found.get(key)
    if copy is None or copy.made_at <= found.get(NONE_BEFORE, 0):
        return None
    return copy if copy.age < settings.VISITOR_SECONDS or someone_makes(key) else None


def keep_copy(key: str, begun_at: float, value: Any) -> None:
    """`begun_at`: before anything in it was read, as words that leave meanwhile would still stand in it."""
    cache.set(key, Copy(begun_at, value), 2 * settings.VISITOR_SECONDS)
    cache.delete(_making(key))


def forget_copies(**signal: object) -> None:
    """Words were taken out: no copy that was made before is shown again."""
    cache.set(NONE_BEFORE, time.time(), 2 * settings.VISITOR_SECONDS + MAKING_SECONDS)


def someone_makes(key: str) -> bool:
    """True for all but the first who finds a copy too old."""
    return not cache.add(_making(key), True, MAKING_SECONDS)


def _making(key: str) -> str:
    return f"{key}:making"
