"""The cache of the one-process site, which a second process (a command, a second server) may join."""

from typing import Any

from django.core.cache import BaseCache, caches
from django.core.cache.backends.locmem import LocMemCache

LIMITS = "allauth:rl:"


class OneProcessCache(LocMemCache):
    """In memory; but django-allauth's limits lie in the database, where each process counts the same."""

    def add(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return (
            self._shared().add(key, *args, **kwargs) if _is_limit(key) else super().add(key, *args, **kwargs)
        )

    def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
        return (
            self._shared().get(key, *args, **kwargs) if _is_limit(key) else super().get(key, *args, **kwargs)
        )

    def set(self, key: str, *args: Any, **kwargs: Any) -> None:
        self._shared().set(key, *args, **kwargs) if _is_limit(key) else super().set(key, *args, **kwargs)

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        if _is_limit(key):
            return self._shared().delete(key, *args, **kwargs)
        return super().delete(key, *args, **kwargs)

    @staticmethod
    def _shared() -> BaseCache:
        return caches["limits"]


def _is_limit(key: str) -> bool:
    return key.startswith(LIMITS)
