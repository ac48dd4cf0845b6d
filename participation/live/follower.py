"""One open socket, as the broadcaster sees it: what it follows, what it is owed, whether it is writing."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
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

    def write(self, text: str, now: float) -> asyncio.Task | None:
        """Start to send; a socket with a pending write is skipped, never waited for.

        Nearly always the server takes the frame at once and nothing is left to wait for (None): a task for
        each of thousands of sockets would cost more than the frame.
        """
        self.busy_since = now
        writing = self._write(text)
        try:
            waits_for = writing.send(None)
        except StopIteration:
            return None
        return asyncio.get_running_loop().create_task(_go_on(_Rest(waits_for, writing)))

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


class _Rest:
    """What is left of a coroutine that was started by hand and now waits for a future."""

    def __init__(self, waits_for: asyncio.Future, writing: Coroutine[Any, Any, None]):
        self.waits_for, self.writing = waits_for, writing

    def __await__(self) -> Generator[Any, Any, None]:
        try:
            yield self.waits_for
        except BaseException:
            self.writing.close()
            raise
        yield from self.writing.__await__()


async def _go_on(rest: _Rest) -> None:
    await rest
