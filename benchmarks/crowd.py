"""Thousands of open pages in one cheap process: plain sockets, one epoll, and what came when."""

import os
import re
import resource
import secrets
import select
import socket
import time
from base64 import b64encode

AT_ONCE = 200
_VALUE = re.compile(rb'"supports":(\d+)')
PING, PONG = 0x89, b"\x8a\x84\x00\x00\x00\x00"


def raise_file_limit() -> int:
    """As many files as this machine lets a process open; servers that are started later inherit it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


class Crowd:
    """Sockets that follow one topic; `came` holds (moment, socket, bytes) of everything received."""

    def __init__(self) -> None:
        self.poll = select.epoll()
        self.sockets: dict[int, socket.socket] = {}
        self.came: list[tuple[float, int, bytes]] = []
        self.lost: set[int] = set()

    def connect(self, port: int, ticket: str, count: int) -> float:
        """Opens `count` sockets, AT_ONCE at a time, until each has its first state. Gives the seconds."""
        began, waiting, opened = time.monotonic(), set(), 0
        while opened < count or waiting:
            while opened < count and len(waiting) < AT_ONCE:
                waiting.add(self._open(port, ticket))
                opened += 1
            for number, data in self._take(1.0):
                if _VALUE.search(data):
                    waiting.discard(number)
            waiting -= self.lost
        return time.monotonic() - began

    def listen(self, seconds: float, until: int | None = None) -> None:
        """Takes what comes, for so long, or until every socket has seen the value `until`."""
        end = time.monotonic() + seconds
        behind = set(self.sockets) if until is not None else None
        while time.monotonic() < end and behind != set():
            for number, data in self._take(0.2):
                if behind and _values(data) and max(_values(data)) >= (until or 0):
                    behind.discard(number)

    def seen(self) -> dict[int, list[tuple[float, int]]]:
        """What each socket saw: (moment, value), in order."""
        found: dict[int, list[tuple[float, int]]] = {number: [] for number in self.sockets}
        for moment, number, data in self.came:
            found[number] += [(moment, value) for value in _values(data)]
        return found

    def close(self) -> None:
        for each in self.sockets.values():
            each.close()
        self.poll.close()

    def _open(self, port: int, ticket: str) -> int:
        each = socket.create_connection(("127.0.0.1", port))
        key = b64encode(secrets.token_bytes(16)).decode()
        lines = [
            f"GET /live/?ticket={ticket} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Origin: http://127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        each.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        each.setblocking(False)
        self.sockets[each.fileno()] = each
        self.poll.register(each.fileno(), select.EPOLLIN)
        return each.fileno()

    def _take(self, patience: float) -> list[tuple[int, bytes]]:
        taken = []
        for number, _event in self.poll.poll(patience, 512):
            try:
                data = os.read(number, 65536)
            except OSError:
                data = b""
            if not data:
                self.lost.add(number)
                self.poll.unregister(number)
                continue
            if data[0] == PING:
                os.write(number, PONG + data[2:6])
            self.came.append((time.monotonic(), number, data))
            taken.append((number, data))
        return taken


def _values(data: bytes) -> list[int]:
    return [int(value) for value in _VALUE.findall(data)]
