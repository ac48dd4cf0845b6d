"""The broadcaster by itself, on a loop of the test's own: slow sockets, lost messages, old versions."""

import asyncio
import json

import pytest

from participation.live.broadcaster import BREATH, Broadcaster
from participation.live.follower import TOO_SLOW, Follower
from participation.live.topics import State

TOPIC = "proposal:1"


class Page:
    """What a browser received; `stuck` holds every write until it is let go."""

    def __init__(self, broadcaster: Broadcaster, *, stuck: bool = False):
        self.frames: list[dict] = []
        self.open = asyncio.Event()
        if not stuck:
            self.open.set()
        self.follower = Follower(self.send, (TOPIC,), "")
        broadcaster.join(self.follower)

    async def send(self, message) -> None:
        await self.open.wait()
        self.frames += json.loads(message["text"])

    @property
    def supports(self) -> list[int]:
        return [frame["value"]["supports"] for frame in self.frames]


@pytest.fixture
def on_loop(settings):
    """Runs a test's coroutine with a broadcaster whose states the test itself gives; no database is asked."""
    settings.REDIS_URL = ""

    def run(test) -> None:
        async def with_broadcaster():
            broadcaster = Broadcaster()
            for task in broadcaster.tasks:
                task.cancel()
            try:
                await asyncio.wait_for(test(broadcaster), 10)
            finally:
                await broadcaster.stop()

        asyncio.run(with_broadcaster())

    return run


async def show(broadcaster: Broadcaster, supports: int, version: int) -> None:
    broadcaster._keep(TOPIC, State({"supports": supports}, version))
    await broadcaster._push()
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def test_slow_socket_holds_nobody_up_and_gets_the_newest_state_later(on_loop):
    async def test(broadcaster):
        slow, quick = Page(broadcaster, stuck=True), Page(broadcaster)
        for number in (1, 2, 3):
            await show(broadcaster, number, version=number)
        assert quick.supports == [1, 2, 3]
        assert slow.supports == []
        slow.open.set()
        await asyncio.sleep(0.01)
        await broadcaster._push()
        await asyncio.sleep(0.01)
        assert slow.supports == [1, 3]

    on_loop(test)


def test_socket_that_never_takes_its_frames_is_closed(on_loop, monkeypatch):
    monkeypatch.setattr("participation.live.broadcaster.SLOWEST_WRITE", 0)

    async def test(broadcaster):
        slow = Page(broadcaster, stuck=True)
        await show(broadcaster, 1, version=1)
        await show(broadcaster, 2, version=2)
        assert slow.follower.gone.result() == TOO_SLOW
        slow.open.set()

    on_loop(test)


def test_older_version_is_never_sent(on_loop):
    async def test(broadcaster):
        page = Page(broadcaster)
        await show(broadcaster, 5, version=50)
        await show(broadcaster, 4, version=49)
        assert page.supports == [5]

    on_loop(test)


def test_unchanged_numbers_are_not_sent_again(on_loop):
    async def test(broadcaster):
        page = Page(broadcaster)
        for version in (1, 2, 3):
            await show(broadcaster, 7, version=version)
        assert page.supports == [7]

    on_loop(test)


def test_every_one_of_many_sockets_is_served(on_loop):
    async def test(broadcaster):
        pages = [Page(broadcaster) for _each in range(3 * BREATH + 1)]
        await show(broadcaster, 1, version=1)
        await asyncio.sleep(0.05)
        assert all(page.supports == [1] for page in pages)

    on_loop(test)


def test_state_of_a_topic_is_forgotten_with_its_last_socket(on_loop):
    async def test(broadcaster):
        page = Page(broadcaster)
        await show(broadcaster, 1, version=1)
        broadcaster.leave(page.follower)
        assert [broadcaster.latest, broadcaster.frames, broadcaster.followers] == [{}, {}, {}]
        Page(broadcaster)
        assert broadcaster.dirty == {TOPIC}

    on_loop(test)


def test_lost_message_is_made_good_by_looking_again(on_loop):
    async def test(broadcaster):
        Page(broadcaster)
        broadcaster.dirty.clear()
        broadcaster.look_at_everything()
        assert broadcaster.dirty == {TOPIC}
        assert broadcaster.wake.is_set()

    on_loop(test)
