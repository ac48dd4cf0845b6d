"""One person proposes what happens to the council's money, another approves or declines it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding.actions.settling import payable
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.ledger.models import Transfer
from budgeting.rounds.actions.checks import required_text
from budgeting.rounds.models import Pot
from budgeting.treasury import rules
from budgeting.treasury.account_numbers import account_number
from budgeting.treasury.kinds import DOINGS, payee_of
from budgeting.treasury.models import MoneyAct
from participation.accounts.models import User
from participation.accounts.rules import FINANCE, OFFICER, has_role
from participation.audit.actions import record
from participation.clock import database_now

Kind = MoneyAct.Kind
READ_WITH = (
    *("pot__free", "match_fund__pot__free", "transfer", "pledge__campaign"),
    *("campaign__pledged", "campaign__matched", "campaign__collected"),
)


@transaction.atomic
def propose_top_up(*, actor: User, pot: Pot, amount: int, reason: str) -> MoneyAct:
    """`amount` minor units more from the treasury. Nothing moves yet; raises as `_proposed` does."""
    act = MoneyAct(kind=Kind.TOP_UP, pot=pot, amount=amount, currency=pot.currency, reason=reason)
    return _proposed(act, actor)


@transaction.atomic
def propose_fund_top_up(*, actor: User, fund: MatchFund, amount: int, reason: str) -> MoneyAct:
    """`amount` minor units more for a match fund, out of what is free in its pot. Nothing moves yet."""
    currency = fund.pot.currency
    act = MoneyAct(kind=Kind.FUND, match_fund=fund, amount=amount, currency=currency, reason=reason)
    return _proposed(act, actor)


@transaction.atomic
def propose_cut(*, actor: User, pot: Pot, amount: int, reason: str) -> MoneyAct:
    """`amount` minor units back to the treasury, out of what is free. Nothing moves yet."""
    act = MoneyAct(kind=Kind.CUT, pot=pot, amount=amount, currency=pot.currency, reason=reason)
    return _proposed(act, actor)


@transaction.atomic
def propose_reversal(*, actor: User, transfer: Transfer, reason: str) -> MoneyAct:
    """Take back what an act of this kind put into the books. Nothing moves yet."""
    entries = transfer.entries.select_related("account")
    moved = sum(entry.amount for entry in entries if entry.amount > 0)
    currency = entries[0].account.currency
    act = MoneyAct(kind=Kind.REVERSAL, transfer=transfer, amount=moved, currency=currency, reason=reason)
    return _proposed(act, actor)


@transaction.atomic
def propose_payee(*, actor: User, campaign: Campaign, holder: str, account: str, evidence: str) -> MoneyAct:
    """Where the money of a campaign's group goes: whose account, its number, what shows that it is theirs.

    Raises PermissionDenied, and ValidationError naming the field: holder, account, evidence.
    """
    terms = {
        "holder": required_text(holder, "holder", _("Say whose account it is.")),
        "account": account_number(account),
    }
    act = MoneyAct(
        kind=Kind.PAYEE, campaign=campaign, amount=0, currency=campaign.currency, terms=terms, reason=evidence
    )
    return _proposed(act, actor, reason_field="evidence")


@transaction.atomic
def propose_payout(*, actor: User, campaign: Campaign) -> MoneyAct:
    """Pay a campaign's group all that was paid in and matched. Nothing moves yet."""
    payee = payee_of(campaign)
    act = MoneyAct(
        kind=Kind.PAYOUT,
        campaign=campaign,
        amount=payable(campaign),
        currency=campaign.currency,
        terms={"details": payee.pk} if payee else {},
        reason=_("“%(campaign)s” goes ahead, and its backers have paid.") % {"campaign": campaign},
    )
    return _proposed(act, actor)


@transaction.atomic
def propose_refund(*, actor: User, pledge: Pledge, reason: str) -> MoneyAct:
    """Pay a backer back what came in for a pledge, before the group is paid. Nothing moves yet."""
    act = MoneyAct(
        kind=Kind.REFUND,
        pledge=pledge,
        amount=pledge.amount,
        currency=pledge.campaign.currency,
        reason=reason,
    )
    return _proposed(act, actor)


@transaction.atomic
def approve_money_act(*, actor: User, act: MoneyAct) -> MoneyAct:
    """The second yes, with which the money moves.

    Raises PermissionDenied for who proposed it, and ValidationError (Overdrawn: the money is gone).
    """
    act = _to_decide(actor, act)
    DOINGS[act.kind].check(act)
    DOINGS[act.kind].perform(act, actor)
    _decide(act, actor, approved=True)
    _log("approve_money_act", act, actor)
    return act


@transaction.atomic
def decline_money_act(*, actor: User, act: MoneyAct, reason: str) -> MoneyAct:
    """No, for a reason; nothing moves. Raises PermissionDenied and ValidationError."""
    reason = required_text(reason, "reason", _("Say why not."))
    act = _to_decide(actor, act)
    _decide(act, actor, approved=False, answer=reason)
    _log("decline_money_act", act, actor, reason)
    return act


def _proposed(act: MoneyAct, actor: User, reason_field: str = "reason") -> MoneyAct:
    """The act, kept. Raises PermissionDenied, and ValidationError naming the field: amount, reason."""
    if refusal := rules.propose_refusal(actor):
        raise PermissionDenied(refusal)
    act.reason = required_text(act.reason, reason_field, _("Say why."))
    DOINGS[act.kind].check(act)
    if act.amount <= 0 and act.kind != Kind.PAYEE:
        raise ValidationError({"amount": _("The amount must be above zero.")})
    act.proposed_by, act.by_finance = actor, has_role(actor, FINANCE)
    try:
        with transaction.atomic():
            act.save()
    except IntegrityError as waiting:
        raise ValidationError(_("The same waits for a second person already."), code="waiting") from waiting
    _log("propose_money_act", act, actor, act.reason)
    return act


def _to_decide(actor: User, act: MoneyAct) -> MoneyAct:
    """The act under lock, still waiting and for this person."""
    found = MoneyAct.objects.select_for_update(of=("self",))
    act = found.select_related(*READ_WITH).get(pk=act.pk)
    if act.decided_at is not None:
        raise ValidationError(_("This is decided already."), code="decided")
    if refusal := rules.decide_refusal(actor, act):
        raise PermissionDenied(refusal)
    return act


def _decide(act: MoneyAct, actor: User, *, approved: bool, answer: str = "") -> None:
    act.decided_by, act.decided_at = actor, database_now()
    act.approved, act.answer = approved, answer
    act.save(update_fields=["decided_by", "decided_at", "approved", "answer"])


def _log(verb: str, act: MoneyAct, actor: User, reason: str = "") -> None:
    role = FINANCE if has_role(actor, FINANCE) else OFFICER
    facts = {"money_act": act.pk, "money_kind": str(act.kind), "amount": act.amount}
    record(verb=verb, actor=actor, acting_as=role, target=act.about, reason=reason, facts=facts)
