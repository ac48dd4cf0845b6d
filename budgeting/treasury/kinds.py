"""What each act about money does, and why it cannot be done now."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from budgeting.crowdfunding.actions import add_to_match_fund, pay_out, refund_pledge
from budgeting.crowdfunding.actions.collecting import refund_refusal
from budgeting.crowdfunding.actions.settling import payout_refusal
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.rules import add_to_fund_refusal
from budgeting.ledger.accounts import treasury
from budgeting.ledger.actions import post, reverse
from budgeting.ledger.models import Transfer
from budgeting.rounds.models import Pot
from budgeting.treasury.models import MoneyAct
from budgeting.treasury.rules import reversible
from participation.accounts.models import User
from participation.money import format_money

Kind = MoneyAct.Kind


@dataclass(frozen=True)
class Doing:
    """`perform(act, actor)` moves the money; `check(act)` raises ValidationError when that cannot be now."""

    perform: Callable[[MoneyAct, User], object]
    check: Callable[[MoneyAct], None] = lambda act: None


def refuse_cut_below_promises(act: MoneyAct) -> None:
    """What rounds reserve and what is promised to projects, campaigns and funds is not there to be cut."""
    _refuse_beyond_free(act.pot, act.amount)


def _refuse_beyond_free(pot: Pot, amount: int) -> None:
    pot.free.refresh_from_db(fields=["balance"])
    if amount > pot.free.balance:
        words = _("“%(pot)s” has %(free)s free. The rest is reserved, promised or paid and cannot be cut.")
        values = {"pot": pot, "free": format_money(pot.free.balance, pot.currency)}
        raise ValidationError({"amount": words % values}, code="not_free")


def _top_up(act: MoneyAct, actor: User) -> Transfer:
    pot = act.pot
    lines = [(treasury(pot.currency), -act.amount), (pot.free, act.amount)]
    return post(key=key_of(act), memo=_memo(_("Money for %(pot)s"), pot), lines=lines, posted_by=actor)


def refuse_more_than_free(act: MoneyAct) -> None:
    fund = act.match_fund
    fund.refresh_from_db(fields=["settled_at"])
    if refusal := add_to_fund_refusal(fund):
        raise ValidationError(refusal, code="settled")
    _refuse_beyond_free(fund.pot, act.amount)


def _add_to_fund(act: MoneyAct, actor: User) -> MatchFund:
    # Of a key of its own: the fund's amount has grown with it, so no reversal takes it out alone.
    key = f"match-fund:{act.match_fund_id}:more:{act.pk}"
    return add_to_match_fund(fund=act.match_fund, amount=act.amount, key=key, posted_by=actor)


def _cut(act: MoneyAct, actor: User) -> Transfer:
    pot = act.pot
    lines = [(pot.free, -act.amount), (treasury(pot.currency), act.amount)]
    return post(key=key_of(act), memo=_memo(_("Cut of %(pot)s"), pot), lines=lines, posted_by=actor)


def _memo(words: str, pot: object) -> str:
    return (words % {"pot": pot})[:200]


def _check_reversible(act: MoneyAct) -> None:
    if not reversible(act.transfer):
        raise ValidationError(_("This transfer is already reversed, or another act undoes it."), code="fixed")


def _reverse(act: MoneyAct, actor: User) -> Transfer:
    memo = (_("Reversed: %(memo)s") % {"memo": act.transfer.memo})[:200]
    return reverse(transfer=act.transfer, memo=memo, posted_by=actor)


def payee_of(campaign: Campaign) -> MoneyAct | None:
    """The newest bank details of its group that two people agreed to."""
    agreed = MoneyAct.objects.filter(campaign=campaign, kind=Kind.PAYEE, approved=True)
    return agreed.order_by("-decided_at", "-pk").first()


def _check_payout(act: MoneyAct) -> None:
    payee = payee_of(act.campaign)
    if payee is None:
        raise ValidationError(_("First two people agree to the bank details of the group."), code="no_payee")
    if act.terms.get("details") != payee.pk:
        raise ValidationError(
            _("The bank details have changed. Decline this and propose it again."), code="other_payee"
        )
    if refusal := payout_refusal(act.campaign):
        raise ValidationError(refusal, code="not_now")


def _pay_out(act: MoneyAct, actor: User) -> Campaign:
    return pay_out(campaign=act.campaign, amount=act.amount, posted_by=actor)


def _check_refund(act: MoneyAct) -> None:
    if refusal := refund_refusal(act.pledge):
        raise ValidationError(refusal, code="not_here")


def _refund(act: MoneyAct, actor: User) -> Pledge:
    return refund_pledge(pledge=act.pledge, posted_by=actor)


def key_of(act: MoneyAct) -> str:
    return f"money-act:{act.pk}"


DOINGS: dict[str, Doing] = {
    Kind.TOP_UP: Doing(_top_up),
    Kind.FUND: Doing(_add_to_fund, refuse_more_than_free),
    Kind.CUT: Doing(_cut, refuse_cut_below_promises),
    Kind.REVERSAL: Doing(_reverse, _check_reversible),
    Kind.PAYEE: Doing(lambda act, actor: None),
    Kind.PAYOUT: Doing(_pay_out, _check_payout),
    Kind.REFUND: Doing(_refund, _check_refund),
}
