"""One open socket, as the broadcaster sees it: what it follows, what it is owed, whether it is writing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Send = Callable[[dict[str, Any]], Awaitable[None]]

BLOCKED = 4403
TOO_SLOW = 4408


class Follower:
    __slots__ = ("busy_since", "gone", "owed", "person", "send", "topics")

    def __init__(self, send: Send, topics: tuple[str, ...], person: str):
        self.send, self.topics, self.person = send, topics, person
        self.owed: set[str] = set()
        self.busy_since = 0.0
        # Set when the socket must end: the close code.
        self.gone: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def busy(self) -> bool:
        return self.busy_since > 0

    def write(self, text: str, now: float) -> asyncio.Task:
        """Start to send; a socket with a pending write is skipped, never waited for."""
        self.busy_since = now
        return asyncio.get_running_loop().create_task(self._write(text))

    def end(self, code: int) -> None:
        if not self.gone.done():
            self.gone.set_result(code)

    async def _write(self, text: str) -> None:
        try:
            await self.send({"type": "websocket.send", "text": text})
        except (OSError, RuntimeError):
            self.end(1006)  # the other side left; its own task tidies up
        finally:
            self.busy_since = 0.0
