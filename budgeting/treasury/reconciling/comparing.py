"""Compares each provider with our books: a rule resolves what it can, the rest waits for a person."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from budgeting.crowdfunding.gateways.protocol import Disputed, Gateway, Standing, Status
from budgeting.crowdfunding.gateways.registry import CARDS, PROMISE
from budgeting.crowdfunding.models import Pledge
from budgeting.crowdfunding.payments.disputes import follow_dispute
from budgeting.crowdfunding.payments.following import BOOKED, follow
from budgeting.crowdfunding.payments.models import Payment
from budgeting.treasury.reconciling.books import of_bank, of_cards
from budgeting.treasury.reconciling.models import Comparison, Difference
from participation.clock import database_now

Kind, Rule = Difference.Kind, Difference.Rule
# Longer than a payer's bank has time to take money back.
SINCE = timedelta(days=200)
# A payment that is still on its way to us is no difference.
FRESH = timedelta(minutes=10)


@dataclass(frozen=True)
class _Found:
    """One payment, by its reference, in minor units."""

    gateway: str
    key: str
    theirs: int
    ours: int
    pledge: int | None = None


def compare(comparison: Comparison) -> Comparison:
    """Reads all that the provider knows, puts right what rules put right, and lists the rest.

    Raises Unanswered and Refused when the provider does not tell; what was found until then stays.
    """
    now = database_now()
    if comparison.gateway == PROMISE.key:
        comparison.payments = _compare_bank(now - SINCE)
    else:
        comparison.payments = _compare_cards(CARDS[comparison.gateway], now)
    comparison.ended_at = database_now()
    comparison.save(update_fields=["payments", "ended_at"])
    return comparison


def _compare_bank(since: datetime) -> int:
    """The lines of the bank's statements that paid a pledge, and what left suspense for it."""
    theirs = {told.key: told.amount for told in PROMISE.reconcile(since)}
    pledges = {each.reference: each for each in Pledge.objects.filter(collected_at__gte=since)}
    ours = of_bank(pledges.values())
    for key, pledge in pledges.items():
        _balance(_Found(PROMISE.key, key, theirs.get(key, 0), ours.get(key, 0), pledge.pk))
    return len(theirs)


def _compare_cards(gateway: Gateway, now: datetime) -> int:
    known = {each.key: each for each in Payment.objects.filter(gateway=gateway.key).select_related("pledge")}
    by_id = {each.provider_id: each for each in known.values() if each.provider_id}
    theirs: Counter[str] = Counter()
    strangers: dict[str, int] = {}
    seen = 0
    for told in gateway.reconcile(now - SINCE):
        seen += 1
        if isinstance(told, Disputed):
            if payment := by_id.get(told.payment_id):
                follow_dispute(payment=payment, disputed=told)
            if told.is_lost and payment:
                theirs[payment.key] += told.net_amount
            elif told.is_lost:
                strangers[told.payment_id] = told.net_amount
        elif told.key in known:
            _hear_payment(known[told.key], told)
            theirs[told.key] += _net(told)
        elif told.status in (Status.TAKEN, Status.HELD):
            strangers[told.key or told.provider_id] = _net(told)
    _list_all(gateway.key, now, theirs, strangers)
    return seen


def _net(told: Standing) -> int:
    return told.amount - told.refunded if told.status == Status.TAKEN else 0


def _hear_payment(payment: Payment, told: Standing) -> None:
    """Rule: the provider's word counts, so that a message which never came is made good."""
    before = payment.state
    after = follow(payment=payment, standing=told)
    money_came = told.status == Status.TAKEN and before not in BOOKED and after.state in BOOKED
    if money_came and payment.created_at < database_now() - FRESH:
        Difference.objects.create(
            gateway=payment.gateway,
            kind=Kind.MISSED,
            about=payment.key,
            pledge=payment.pledge,
            theirs=told.amount,
            ours=0,
            currency=payment.currency,
            how=Rule.BOOKED,
            resolved_at=database_now(),
        )


def _list_all(gateway: str, now: datetime, theirs: Counter[str], strangers: dict[str, int]) -> None:
    """Ours are read again: rules have changed some of them."""
    recent = Payment.objects.filter(gateway=gateway, created_at__gte=now - SINCE)
    payments = {each.key: each for each in recent}
    ours = of_cards(gateway, payments.values())
    for key, payment in payments.items():
        found = _Found(gateway, key, theirs.get(key, 0), ours.get(key, 0), payment.pledge_id)
        if key in theirs:
            _close(found, Kind.ABSENT)
            _balance(found)
        elif found.ours:
            _open(found, Kind.ABSENT)
    for key, amount in strangers.items():
        _open(_Found(gateway, key, amount, 0), Kind.STRANGER)


def _balance(found: _Found) -> None:
    if found.theirs != found.ours:
        _open(found, Kind.UNEQUAL)
    else:
        _close(found, Kind.UNEQUAL)


@transaction.atomic
def _open(found: _Found, kind: Difference.Kind) -> None:
    """Listed once, with the newest amounts; what a person explained stays so while the amounts stay."""
    same = Difference.objects.filter(gateway=found.gateway, kind=kind, about=found.key)
    if same.filter(how=Rule.PERSON, theirs=found.theirs, ours=found.ours).exists():
        return
    amounts = {"theirs": found.theirs, "ours": found.ours, "pledge_id": found.pledge}
    if not same.unresolved().update(**amounts):
        Difference.objects.create(
            gateway=found.gateway, kind=kind, about=found.key, currency=settings.CURRENCY, **amounts
        )


def _close(found: _Found, kind: Difference.Kind) -> None:
    """Rule: what agrees now needs nobody."""
    same = Difference.objects.unresolved().filter(gateway=found.gateway, kind=kind, about=found.key)
    same.update(how=Rule.AGREES, resolved_at=database_now())
