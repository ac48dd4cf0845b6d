"""Finance grants or refuses what an officer asked for; a grant moves the money, once."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.delivery.actions.asking import final_refusal
from budgeting.delivery.locks import locked_project, locked_work
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.postings import add_extra, settle
from budgeting.delivery.rules import may_decide_money
from budgeting.delivery.telling import tell_of
from budgeting.rounds.actions.checks import required_text
from participation.accounts.models import User
from participation.accounts.rules import FINANCE
from participation.audit.actions import record
from participation.clock import database_now

Kind = MoneyRequest.Kind


@transaction.atomic
def grant_money_request(*, actor: User, request: MoneyRequest) -> MoneyRequest:
    """Say yes, as finance and as another person than who asked; the money moves with it.

    EXTRA: from the pot's free money to the project. FINAL: what it cost is paid, the rest is free again.
    Raises PermissionDenied, and ValidationError (Overdrawn: the pot has too little free).
    """
    request = _waiting(actor, request)
    work = locked_work(request.project)
    if request.kind == Kind.FINAL and (refusal := final_refusal(work, request.amount)):
        raise ValidationError(refusal, code="reported")
    _decide(request, actor, granted=True)
    if request.kind == Kind.EXTRA:
        add_extra(work, request, actor)
    else:
        settle(work, spent=request.amount, posted_by=actor)
    _log("grant_money", work, request, actor)
    tell_of(work, f"delivery-{request.kind}", actor)
    return request


@transaction.atomic
def refuse_money_request(*, actor: User, request: MoneyRequest, reason: str) -> MoneyRequest:
    """Say no, for a public reason. Raises PermissionDenied and ValidationError."""
    reason = required_text(reason, "reason", _("Say publicly why not."))
    request = _waiting(actor, request)
    _decide(request, actor, granted=False, answer=reason)
    _log("refuse_money", request.project, request, actor, reason)
    return request


def _waiting(actor: User, request: MoneyRequest) -> MoneyRequest:
    """The request read again under its project's lock, still waiting, and for this person to decide."""
    project = locked_project(request.project)
    request = MoneyRequest.objects.get(pk=request.pk)
    request.project = project
    if request.decided_at is not None:
        raise ValidationError(_("This is decided already."), code="decided")
    if not may_decide_money(actor, request):
        raise PermissionDenied(_("Only finance decides, and not about what the same person asked for."))
    return request


def _decide(request: MoneyRequest, actor: User, *, granted: bool, answer: str = "") -> None:
    request.decided_by, request.decided_at = actor, database_now()
    request.granted, request.answer = granted, answer
    request.save(update_fields=["decided_by", "decided_at", "granted", "answer"])


def _log(verb: str, project: Any, request: MoneyRequest, actor: User, reason: str = "") -> None:
    facts = {"request": request.pk, "asked_for": request.kind, "amount": request.amount}
    record(verb=verb, actor=actor, acting_as=FINANCE, target=project, reason=reason, facts=facts)
