"""An officer asks finance for more money for a project, or to close its books. Nothing moves yet."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from budgeting.delivery.locks import locked_work
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.project_money import money_of
from budgeting.delivery.rules import may_ask_for_money
from budgeting.rounds.actions.checks import required_text
from budgeting.rounds.models import Project
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.money import format_money

Kind = MoneyRequest.Kind


@transaction.atomic
def ask_for_more_money(*, actor: User, project: Project, amount: int, reason: str) -> MoneyRequest:
    """Propose `amount` minor units more, from the free money of the project's pot, for a public reason.

    Raises PermissionDenied, and ValidationError naming the field: amount, reason.
    """
    _require(actor)
    reason = required_text(reason, "reason", _("Say publicly why the project needs more money."))
    work = locked_work(project)
    _refuse_second(work)
    if amount <= 0:
        raise ValidationError({"amount": _("The amount must be above zero.")})
    refuse_more_than_free(work, amount)
    return _asked(work, Kind.EXTRA, amount, reason, actor)


@transaction.atomic
def ask_for_closing(*, actor: User, project: Project, amount: int, reason: str) -> MoneyRequest:
    """Propose to close the books at `amount`, all that the project cost; what is left goes to its pot.

    Raises PermissionDenied, and ValidationError naming the field: amount, reason.
    """
    _require(actor)
    reason = required_text(reason, "reason", _("Say publicly what the money paid for."))
    work = locked_work(project)
    _refuse_second(work)
    if refusal := final_refusal(work, amount):
        raise ValidationError({"amount": refusal})
    return _asked(work, Kind.FINAL, amount, reason, actor)


def refuse_more_than_free(work: Any, amount: int) -> None:
    """Raises ValidationError when the pot has less. The ledger asks again, with its accounts locked."""
    free = work.round_pot.pot.free.balance
    if amount > free:
        words = _("“%(pot)s” has %(free)s free, so it cannot give this much.")
        values = {"pot": work.round_pot.pot, "free": format_money(free, work.round.currency)}
        raise ValidationError({"amount": words % values}, code="not_free")


def final_refusal(work: Any, amount: int) -> str:
    """Why a project cannot have cost this much in the end; "" when it can."""
    currency, money = work.round.currency, money_of(work)
    reported = work.updates.aggregate(most=Max("spent"))["most"] or 0
    if amount < reported:
        return _("The reports say that %(spent)s was spent, so it cannot have cost less.") % {
            "spent": format_money(reported, currency)
        }
    if amount > money.approved:
        return _("The project has %(cost)s. If it cost more, ask for more money first.") % {
            "cost": format_money(money.approved, currency)
        }
    return ""


def _require(actor: User) -> None:
    if not may_ask_for_money(actor):
        raise PermissionDenied(_("Only officers of the council ask for a project's money."))


def _refuse_second(work: Project) -> None:
    if work.money_requests.waiting().exists():
        raise ValidationError(
            _("A request about this project's money waits for finance. One comes after the other."),
            code="waiting",
        )


def _asked(work: Project, kind: Kind, amount: int, reason: str, actor: User) -> MoneyRequest:
    request = MoneyRequest.objects.create(
        project=work, kind=kind, amount=amount, reason=reason, asked_by=actor, asked_at=database_now()
    )
    facts = {"request": request.pk, "asked_for": str(kind), "amount": amount}
    record(verb="ask_money", actor=actor, acting_as=OFFICER, target=work, reason=reason, facts=facts)
    return request
