"""Which gateways there are, and which of them backers can use now."""

from budgeting.crowdfunding.gateways.govuk_pay import GovukPay
from budgeting.crowdfunding.gateways.promise import PromiseGateway
from budgeting.crowdfunding.gateways.protocol import Gateway

PROMISE = PromiseGateway()
CARDS: dict[str, Gateway] = {gateway.key: gateway for gateway in (GovukPay(),)}


def card_gateway() -> Gateway | None:
    """The one that takes cards now; None when none is set up."""
    return next((gateway for gateway in CARDS.values() if not gateway.off()), None)


def off_words() -> list[str]:
    """For officers: why a gateway is off."""
    return [words for gateway in CARDS.values() if (words := gateway.off())]
