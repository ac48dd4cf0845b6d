"""A small HTTP server on this machine, which a fake service fills with answers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class JsonHandler(BaseHTTPRequestHandler):
    """`self.server.service` answers: its `answer(method, path, headers, body)` gives (status, content)."""

    # One connection a request: nothing stays open when a test ends.
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, content = self.server.service.answer(self.command, self.path, self.headers, body)
        whole = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        self.wfile.write(whole)

    def log_message(self, *words: Any) -> None:
        """Tests stay quiet."""


@contextmanager
def serving(service: Any) -> Iterator[str]:
    """The address at which `service` answers while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), JsonHandler)
    server.service = service
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
