"""Sockets open for pages of this very site alone: same host and same port."""

from typing import Any
from urllib.parse import urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings


class SameOrigin:
    """Refuses an Origin whose host and port are neither those that were asked nor the site's public address.

    The public address covers a web server in front that asks by another name. A second service on another
    port of the same machine is another site.
    """

    def __init__(self, application: Any):
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        headers = dict(scope["headers"])
        origin = urlsplit(headers.get(b"origin", b"").decode("latin1").lower()).netloc
        host = headers.get(b"host", b"").decode("latin1").lower()
        here = {host, urlsplit(settings.BASE_URL).netloc.lower()} - {""}
        inner = self.application if origin in here else WebsocketDenier()
        return await inner(scope, receive, send)
