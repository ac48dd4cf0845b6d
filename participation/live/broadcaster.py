"""One broadcaster per process: latest state per topic, one read, one encoding, its own sockets.

Figures behind the numbers (`benchmarks/live.py`): a write costs 15 microseconds or so. Changes are gathered
into at most ten frames a second, the loop breathes every 200 sockets, and the tick stretches when pushing
takes more than two thirds of the time.
"""

import asyncio
import contextlib
import json
import logging
import threading
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import close_old_connections, connection
from django.db.models import Q

from participation.accounts.models import User
from participation.live import topics as live_topics
from participation.live.follower import BLOCKED, TOO_SLOW, Follower
from participation.live.subscription import listen
from participation.live.tickets import OPENS_FOR, person_mark

logger = logging.getLogger(__name__)

TICK = 0.1
# Of the time between two pushes, two thirds at most are spent pushing; new sockets get the rest.
AT_MOST_BUSY = 1.5
BREATH = 200
# Look again at everything followed, in case a message was lost (seconds).
LOOK_AGAIN = 60.0
SLOWEST_WRITE = 30.0

_here: "Broadcaster | None" = None
_guard = threading.Lock()


class Broadcaster:
    """Lives on one event loop while that loop has sockets; every method but `hear` runs on the loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.followers: dict[str, set[Follower]] = defaultdict(set)
        self.sockets: set[Follower] = set()
        self.latest: dict[str, live_topics.State] = {}
        self.frames: dict[str, str] = {}
        self.dirty: set[str] = set()
        self.blocked: dict[str, float] = {}
        self.asks_who_is_blocked = True
        self.wake = asyncio.Event()
        self.writes: set[asyncio.Task] = set()
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.tasks = [self.loop.create_task(self._run()), self.loop.create_task(self._look_again())]
        if settings.REDIS_URL:
            self.tasks.append(self.loop.create_task(listen(self.hear, self.look_at_everything)))

    def join(self, follower: Follower) -> None:
        """Full state first: what is known goes out at the next tick, the rest is read."""
        if self.blocked.get(follower.person, 0) > self.loop.time():
            follower.end(BLOCKED)
        self.sockets.add(follower)
        for topic in follower.topics:
            if not self.followers[topic]:
                self.dirty.add(topic)
            self.followers[topic].add(follower)
        follower.owed.update(topic for topic in follower.topics if topic in self.frames)
        self.wake.set()

    def leave(self, follower: Follower) -> None:
        self.sockets.discard(follower)
        for topic in follower.topics:
            self.followers[topic].discard(follower)
            if not self.followers[topic]:
                del self.followers[topic]
                self.latest.pop(topic, None)
                self.frames.pop(topic, None)

    def hear(self, message: str) -> None:
        """A message of `wake`: "changed TOPIC TOPIC ..." or "close MARK"."""
        word, _space, what = message.partition(" ")
        if word == "changed" and (known := self.followers.keys() & set(what.split())):
            self.dirty |= known
            self.wake.set()
        elif word == "close":
            self._close({what})

    def look_at_everything(self) -> None:
        self.dirty.update(self.followers)
        self.asks_who_is_blocked = True
        self.wake.set()

    def _close(self, marks: set[str]) -> None:
        self.blocked.update(dict.fromkeys(marks, self.loop.time() + OPENS_FOR))
        for follower in self.sockets:
            if follower.person in marks:
                follower.end(BLOCKED)

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, *self.writes, return_exceptions=True)
        # Looked up in the reader's thread: each thread has a connection of its own.
        await self.loop.run_in_executor(self.reader, lambda: connection.close())  # noqa: PLW0108
        self.reader.shutdown(wait=False)

    async def _run(self) -> None:
        while True:
            await self.wake.wait()
            self.wake.clear()
            started = self.loop.time()
            if self.asks_who_is_blocked:
                await self._close_the_blocked()
            wanted, self.dirty = self.dirty & self.followers.keys(), set()
            if wanted:
                await self._read(wanted)
            await self._push()
            spent = self.loop.time() - started
            await asyncio.sleep(max(TICK, AT_MOST_BUSY * spent) - spent)

    async def _close_the_blocked(self) -> None:
        """A message to close somebody's sockets may have come before this process listened, or been lost."""
        if not any(follower.person for follower in self.sockets):
            return
        try:
            marks = await self.loop.run_in_executor(self.reader, _marks_of_the_blocked)
        except Exception:
            self._try_later()
            return
        self.asks_who_is_blocked = False
        self._close(marks)

    async def _read(self, wanted: set[str]) -> None:
        try:
            states = await self.loop.run_in_executor(self.reader, _read_all, wanted)
        except Exception:
            self.dirty |= wanted
            self._try_later()
            return
        for topic, state in states.items():
            self._keep(topic, state)

    def _try_later(self) -> None:
        logger.exception("live: could not read the database")
        self.loop.call_later(2, self.wake.set)

    def _keep(self, topic: str, state: live_topics.State | None) -> None:
        known = self.latest.get(topic)
        if state is None or topic not in self.followers or (known and state.version < known.version):
            return
        self.latest[topic] = state
        self.frames[topic] = json.dumps(
            {"topic": topic, "version": state.version, "value": state.value}, separators=(",", ":")
        )
        if known is None or known.value != state.value:
            for follower in self.followers[topic]:
                follower.owed.add(topic)

    async def _push(self) -> None:
        """Give every socket what it is owed; those still writing get it, newer still, at a later tick."""
        texts: dict[frozenset[str], str] = {}
        now = self.loop.time()
        for number, follower in enumerate([each for each in self.sockets if each.owed], start=1):
            if follower.busy:
                self._wait_for(follower, now)
                continue
            owed, follower.owed = frozenset(follower.owed & self.frames.keys()), set()
            if owed not in texts:
                texts[owed] = "[" + ",".join(self.frames[topic] for topic in sorted(owed)) + "]"
            if task := follower.write(texts[owed], now):
                self.writes.add(task)
                task.add_done_callback(self.writes.discard)
            if number % BREATH == 0:
                await asyncio.sleep(0)

    def _wait_for(self, follower: Follower, now: float) -> None:
        if now - follower.busy_since > SLOWEST_WRITE:
            follower.end(TOO_SLOW)
        self.loop.call_later(TICK, self.wake.set)

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            self.look_at_everything()


@contextlib.asynccontextmanager
async def following(follower: Follower):
    """Join this process's broadcaster, which starts with the first socket and stops with the last."""
    global _here  # noqa: PLW0603 (one per process is the point)
    with _guard:
        if _here is None or _here.loop is not asyncio.get_running_loop():
            _here = Broadcaster()
        mine = _here
    mine.join(follower)
    try:
        yield
    finally:
        mine.leave(follower)
        if not mine.sockets:
            with _guard:
                if _here is mine:
                    _here = None
            await asyncio.shield(mine.stop())


def hear_from_any_thread(message: str) -> None:
    """Wake the broadcaster of this process, if pages are open."""
    with _guard:
        if _here is not None and not _here.loop.is_closed():
            _here.loop.call_soon_threadsafe(_here.hear, message)


def _read_all(topics: Iterable[str]) -> dict[str, live_topics.State | None]:
    close_old_connections()
    return {topic: live_topics.read(topic) for topic in topics}


def _marks_of_the_blocked() -> set[str]:
    close_old_connections()
    shut_out = User.objects.filter(Q(blocked_at__isnull=False) | Q(is_active=False))
    return {person_mark(pk) for pk in shut_out.values_list("pk", flat=True)}


def is_well() -> bool:
    """False when this process holds sockets and the work that feeds them has stopped."""
    with _guard:
        return _here is None or not any(task.done() for task in _here.tasks)
