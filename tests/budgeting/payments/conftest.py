"""The card service, its keys, and what a payer does there."""

import pytest

from budgeting.crowdfunding.payments.looking import look
from budgeting.crowdfunding.payments.starting import pay_by_card
from budgeting.models import Payment
from tests.outside import card_service

BACK = "https://localhost/campaigns/x/yours/"


@pytest.fixture
def cards(settings):
    """The running service, with the site joined to it."""
    with card_service.card_service() as service:
        settings.GOVUK_PAY_API_KEY, settings.GOVUK_PAY_WEBHOOK_SECRET = card_service.KEY, card_service.SECRET
        settings.GOVUK_PAY_URL = settings.GOVUK_PAY_PAGES = service.address
        yield service


def begin(pledge) -> Payment:
    payment, _address = pay_by_card(pledge=pledge, identity=pledge.identity, return_address=BACK)
    return payment


def at_service(cards, payment):
    """The payment as the service has it."""
    return next(each for each in cards.payments.values() if each.reference == payment.key)


def paid(cards, pledge, status="success") -> Payment:
    """The payer has paid; the site has looked."""
    payment = begin(pledge)
    cards.move(at_service(cards, payment), status)
    return look_again(payment)


def look_again(payment) -> Payment:
    return look(Payment.objects.select_related("pledge").get(pk=payment.pk))
