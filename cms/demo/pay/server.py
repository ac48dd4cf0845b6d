"""Serves the demo's card service on this machine alone, in threads, and tells the site what happens."""

import hashlib
import hmac
import json
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from cms.demo.pay import pages
from cms.demo.pay.payments import moment, now
from cms.demo.pay.service import CardService

LARGEST_BODY = 100_000
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server: "CardServer"

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(length, LARGEST_BODY))
        service, steps = self.server.service, urlsplit(self.path).path.strip("/").split("/")
        if self.headers.get("Host") != urlsplit(service.address).netloc:
            # A page of another site that found this port by a name of its own is not answered.
            self._send(403, "text/plain", "Not here.")
        elif steps[0] == "v1":
            status, content = service.answer(self.command, self.path, self.headers, body)
            self._send(status, "application/json", "" if content is None else json.dumps(content))
        else:
            self._page(steps, parse_qs(body.decode("utf-8", "replace")))

    def _page(self, steps: list[str], form: dict[str, list[str]]) -> None:
        service, wanted = self.server.service, (self.command, steps[0])
        payment = service.by_token(steps[-1]) if len(steps) == 2 else None
        if wanted == ("GET", ""):
            self._html(200, pages.list_page(service))
        elif payment is None:
            self._html(404, pages.page("Not found", "<p>There is no such payment.</p>"))
        elif wanted == ("POST", "dispute"):
            service.dispute(payment, "lost")
            self._go("/")
        elif steps[0] != "card" or payment.status not in ("created", "started"):
            self._html(200, pages.ended_page(payment))
        elif self.command == "GET":
            payment.status = "started"
            self._html(200, pages.card_page(payment))
        else:
            self._paid(payment, form)

    def _paid(self, payment: Any, form: dict[str, list[str]]) -> None:
        number = "".join(form.get("card", [""])[0].split())
        if form.get("do") == ["cancel"]:
            self.server.service.move(payment, "failed", "P0030")
        elif number not in pages.CARDS:
            self._html(422, pages.card_page(payment, "This is none of the test cards."))
            return
        elif code := pages.CARDS[number][1]:
            self.server.service.move(payment, "error" if code == "P0050" else "failed", code)
        else:
            self.server.service.move(payment, "capturable" if payment.delayed_capture else "success")
        self._go(payment.return_url)

    def _html(self, status: int, text: str) -> None:
        self._send(status, "text/html; charset=utf-8", text)

    def _go(self, address: str) -> None:
        self.send_response(303)
        self.send_header("Location", address)
        self.end_headers()

    def _send(self, status: int, kind: str, text: str) -> None:
        whole = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(whole)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(whole)

    def log_message(self, *words: Any) -> None:
        """The demo stays quiet."""


class CardServer(ThreadingHTTPServer):
    """On 127.0.0.1 at `port` (0: any). `webhook` is where the site hears of changes, `secret` signs them."""

    daemon_threads = True

    def __init__(self, service: CardService, port: int, *, webhook: str = "", secret: str = "") -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.service, self.webhook, self.secret = service, webhook, secret
        service.address = f"http://127.0.0.1:{self.server_port}"
        service.tell = self.tell

    def tell(self, event: str, kind: str, resource_id: str, facts: dict[str, Any]) -> None:
        """A signed message, once; whoever does not hear it finds out when they look."""
        if self.webhook:
            body = message(event, kind, resource_id, facts)
            Thread(target=self._post, args=(body,), daemon=True).start()

    def _post(self, body: bytes) -> None:
        signed = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "Pay-Signature": signed}
        try:
            requests.post(self.webhook, data=body, headers=headers, timeout=10)
        except requests.RequestException:
            return


def message(event: str, kind: str, resource_id: str, facts: dict[str, Any]) -> bytes:
    whole = {
        "webhook_message_id": secrets.token_hex(13),
        "api_version": 1,
        "created_date": moment(now()),
        "resource_id": resource_id,
        "resource_type": kind,
        "event_type": event,
        "resource": facts,
    }
    return json.dumps(whole).encode()
