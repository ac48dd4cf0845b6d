"""The demo's card service under test: each request and answer is held against the contract, or gets lost."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from cms.demo.pay.server import CardServer, message
from cms.demo.pay.service import CardService
from tests.outside import contract

KEY, SECRET = "api_test_key", "a webhook secret"


class WatchedService(CardService):
    """`lose` names what gets lost next, each once: "request" or "answer". `busy` counts 429s to come."""

    def __init__(self) -> None:
        super().__init__(KEY)
        self.faults: list[str] = []
        self.calls: list[str] = []
        self.lose: list[str] = []
        self.busy = 0

    def answer(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, Any]:
        steps = urlsplit(path).path.strip("/").split("/")[1:]
        self.calls.append(f"{method} {'/'.join(step for step in steps if len(step) != 26)}")
        self._check_request(method, steps, headers, json.loads(body) if body else None)
        lost = self.lose.pop(0) if self.lose else ""
        if lost == "request":
            raise ConnectionAbortedError
        if self.busy:
            self.busy -= 1
            return 429, {"code": "P0900", "description": "Too many requests"}
        status, content = super().answer(method, path, headers, body)
        self._check_answer(method, steps, status, content)
        if lost == "answer":
            raise ConnectionAbortedError
        return status, content

    def _check_request(self, method: str, steps: list[str], headers: Any, sent: Any) -> None:
        if method == "POST" and steps == ["payments"]:
            self.faults += contract.faults("create_payment", sent)
            self.faults += contract.faults("idempotency_key", headers.get("Idempotency-Key"))
        elif method == "POST" and steps[-1] == "refunds":
            self.faults += contract.faults("create_refund", sent)
        elif sent is not None:
            self.faults.append(f"{method} {steps} takes no body")

    def _check_answer(self, method: str, steps: list[str], status: int, content: Any) -> None:
        if status >= 400:
            self.faults += contract.faults("error", content)
        elif status != 204:
            self.faults += contract.faults(kind_of(method, steps), content)


def kind_of(method: str, steps: list[str]) -> str:
    """Which part of the contract an answer is."""
    if len(steps) == 1:
        return "payment" if method == "POST" else steps[0]
    if steps[-1] == "refunds":
        return "refund" if method == "POST" else "refunds"
    return "payment"


class QuietServer(CardServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A lost request is what the test wants."""


@contextmanager
def card_service() -> Iterator[WatchedService]:
    """Runs while the block does. Whatever broke the contract fails the test that caused it."""
    service = WatchedService()
    server = QuietServer(service, 0)
    service.told = []
    service.tell = lambda *facts: service.told.append(message(*facts))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    faults = service.faults + [
        fault for body in service.told for fault in contract.faults("webhook", json.loads(body))
    ]
    assert not faults, faults
