"""The card service on this machine, which tests of payments share."""

import pytest

from tests.outside import card_service


@pytest.fixture
def cards(settings):
    """The running service, with the site joined to it."""
    with card_service.card_service() as service:
        settings.GOVUK_PAY_API_KEY, settings.GOVUK_PAY_WEBHOOK_SECRET = card_service.KEY, card_service.SECRET
        settings.GOVUK_PAY_URL = settings.GOVUK_PAY_PAGES = service.address
        yield service
