"""Starts the card service of the demo beside the site, and joins the two with keys of their own."""

import secrets
from threading import Thread

from django.conf import settings
from django.urls import reverse

from cms.demo.pay.server import CardServer
from cms.demo.pay.service import CardService
from cms.demo.start import port_is_free


def kept_in():
    """What it knows outlives the demo, as a real provider would."""
    return settings.VAR_DIR / "card-service.json"


def start_card_service(port: int) -> str:
    """On this machine alone, at `port` or another that is free; returns its address."""
    key, secret = f"api_test_{secrets.token_hex(16)}", secrets.token_urlsafe(32)
    service = CardService(key, kept=kept_in())
    webhook = settings.BASE_URL + reverse("govuk_pay_message")
    server = CardServer(service, port if port_is_free(port) else 0, webhook=webhook, secret=secret)
    Thread(target=server.serve_forever, name="card service", daemon=True).start()
    settings.GOVUK_PAY_API_KEY, settings.GOVUK_PAY_WEBHOOK_SECRET = key, secret
    settings.GOVUK_PAY_URL = settings.GOVUK_PAY_PAGES = service.address
    return service.address
