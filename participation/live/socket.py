"""The socket: shows its ticket, then only listens. It touches no session and no database."""

import asyncio
from typing import Any
from urllib.parse import parse_qs

from participation.live import tickets
from participation.live.broadcaster import following
from participation.live.follower import Follower, Send

MOST_TICKETS = 8
NOT_FOR_WRITING = 4400


async def live_socket(scope: dict[str, Any], receive: Any, send: Send) -> None:
    """ASGI application for /live/?ticket=...: without a fresh, genuine ticket no handshake (403)."""
    await receive()  # websocket.connect
    try:
        topics, person = _read_tickets(scope["query_string"])
    except tickets.BadTicketError:
        await send({"type": "websocket.close", "code": NOT_FOR_WRITING})
        return
    await send({"type": "websocket.accept"})
    follower = Follower(send, topics, person)
    async with following(follower):
        heard = asyncio.ensure_future(receive())
        await asyncio.wait({heard, follower.gone}, return_when=asyncio.FIRST_COMPLETED)
        heard.cancel()
        await _say_goodbye(heard, follower, send)


async def _say_goodbye(heard: asyncio.Future, follower: Follower, send: Send) -> None:
    """Nothing when the other side left; else the reason: blocked, too slow, or it wrote, which nobody may."""
    if heard.done() and not heard.cancelled() and heard.result()["type"] == "websocket.disconnect":
        return
    code = follower.gone.result() if follower.gone.done() else NOT_FOR_WRITING
    try:
        await send({"type": "websocket.close", "code": code})
    except (OSError, RuntimeError):
        return  # it was gone already


def _read_tickets(query: bytes) -> tuple[tuple[str, ...], str]:
    """All topics of all tickets, which must be one person's."""
    read = [tickets.read(text) for text in parse_qs(query.decode("latin1")).get("ticket", [])[:MOST_TICKETS]]
    if not read or len({ticket.person for ticket in read}) > 1:
        raise tickets.BadTicketError
    return tuple(dict.fromkeys(topic for ticket in read for topic in ticket.topics)), read[0].person
