"""Starts a whole town on this machine: migrates, fills an empty site, serves it."""

import time
import warnings

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.background import start_background_threads
from cms.demo import start
from cms.demo.card_service import start_card_service
from cms.demo.desk import marker
from cms.demo.seed import is_empty, seed_town, start_drawing
from cms.demo.welcome import welcome


class Command(BaseCommand):
    help = "Starts a demo town on this machine, with everything it needs in one folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to serve (8000)")
        parser.add_argument("--reset", action="store_true", help="throw the town away and start over")

    def handle(self, *args, port: int, reset: bool, **options) -> None:
        self.began = time.monotonic()
        if not settings.EMBEDDED:
            raise CommandError(
                "The demo keeps its own database: unset DATABASE_URL and its companions first."
            )
        if not start.port_is_free(port):
            raise CommandError(f"Port {port} is taken: stop what holds it, or use: demo --port {port + 1}")
        # Mail and Wagtail's links name the port, which only this command knows.
        settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{port}"
        if reset:
            self.tell("Throwing the old town away")
            start.start_over()
        # Pictures take a core for a while, and so do migrations: they go side by side.
        drawing = None if marker().exists() else start_drawing()
        start.prepare_database(self.tell)
        if drawing is not None:
            self.fill(drawing)
        self.tell("Starting")
        # Before the worker, which may have card payments to look at from the last time.
        start_card_service(port + 1)
        start_background_threads()
        # WhiteNoise hands files over as plain iterators, which is well here: they are small and local.
        warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
        self.stdout.write(welcome(settings.BASE_URL))
        uvicorn.run(
            "cms.asgi:application",
            host="127.0.0.1",
            port=port,
            log_level="warning",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            server_header=False,
        )

    def fill(self, drawing) -> None:
        """Writes the town; a site with people in it that no demo made is left alone."""
        if not is_empty():
            drawing.terminate()
            return
        seed_town(drawing=drawing, tell=self.tell)

    def tell(self, words: str) -> None:
        self.stdout.write(f"{time.monotonic() - self.began:5.1f} s  {words}")
        self.stdout.flush()
