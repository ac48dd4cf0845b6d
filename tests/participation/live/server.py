"""A real uvicorn on 127.0.0.1 that serves the whole site, and pages' sockets to it."""

import contextlib
import json
import threading
import time

import uvicorn
from websockets.sync.client import connect

from cms.asgi import application


@contextlib.contextmanager
def serving():
    """Yields the port. The server runs in a thread of this process, as in the embedded site."""
    config = uvicorn.Config(
        application,
        host="127.0.0.1",
        port=0,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        lifespan="off",
        log_level="error",
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < until, "uvicorn did not start"
        thread.join(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


@contextlib.contextmanager
def page_socket(port: int, *tickets: str, origin: str | None = None):
    """The socket that a page with these tickets opens."""
    query = "&".join(f"ticket={ticket}" for ticket in tickets)
    address = f"ws://127.0.0.1:{port}/live/?{query}"
    with connect(address, origin=origin or f"http://127.0.0.1:{port}", proxy=None) as socket:
        yield socket


def next_frames(socket, seconds: float = 5) -> dict[str, dict]:
    """The next message, as {topic: frame}."""
    return {frame["topic"]: frame for frame in json.loads(socket.recv(timeout=seconds))}
