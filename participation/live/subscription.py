"""The one Redis subscription of a process that holds sockets."""

import asyncio
import logging
from collections.abc import Callable

import redis.asyncio
from django.conf import settings

from participation.live.wake import channel

logger = logging.getLogger(__name__)

PATIENCE = (0.5, 1.0, 2.0, 5.0, 10.0)


async def listen(hear: Callable[[str], None], look_at_everything: Callable[[], None]) -> None:
    """Pass messages on until cancelled. After a lost connection everything followed is read anew."""
    failures = 0
    while True:
        client = redis.asyncio.Redis.from_url(settings.REDIS_URL, health_check_interval=15)
        try:
            async with client.pubsub() as subscription:
                await subscription.subscribe(channel())
                failures = 0
                look_at_everything()
                async for message in subscription.listen():
                    if message["type"] == "message":
                        hear(message["data"].decode())
        except (redis.RedisError, OSError):
            logger.warning("live: lost Redis, trying again", exc_info=True)
            await asyncio.sleep(PATIENCE[min(failures, len(PATIENCE) - 1)])
            failures += 1
        finally:
            await client.aclose()
