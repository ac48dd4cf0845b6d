"""What payers do at the card service of tests."""

from budgeting.crowdfunding.payments.looking import look
from budgeting.crowdfunding.payments.starting import pay_by_card
from budgeting.models import Payment

BACK = "https://localhost/campaigns/x/yours/"


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
