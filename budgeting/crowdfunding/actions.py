"""Setting up match funds and campaigns, pledging, and closing what has ended."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from budgeting.allocation.matching import MatchLimits, first_come_match
from budgeting.crowdfunding import rules
from budgeting.crowdfunding.models import Campaign, CampaignUpdate, MatchFund, Pledge
from budgeting.ledger.accounts import open_account
from budgeting.ledger.actions import Line, post
from budgeting.ledger.models import Account
from budgeting.rounds.models import Pot
from participation import live
from participation.accounts.models import Identity, User
from participation.audit.actions import record
from participation.clock import database_now
from participation.debate.models import Thread
from participation.money import format_money


@transaction.atomic
def create_match_fund(
    *,
    actor: User,
    title: str,
    pot: Pot,
    amount: int,
    cap_per_person: int,
    cap_per_campaign: int,
    ratio_match: int = 1,
    ratio_pledge: int = 1,
) -> MatchFund:
    """Set `amount` minor units of the pot's free money aside for matching.

    Raises PermissionDenied, ValidationError naming the field, and Overdrawn when the pot holds less.
    """
    if not rules.may_fund(actor):
        raise PermissionDenied(_("Only officers and finance put match money aside."))
    fund = MatchFund(
        title=title,
        pot=pot,
        amount=amount,
        account=_account("match-fund", title, pot.currency),
        ratio_match=ratio_match,
        ratio_pledge=ratio_pledge,
        cap_per_person=cap_per_person,
        cap_per_campaign=cap_per_campaign,
    )
    fund.full_clean()
    fund.save()
    post(
        key=f"match-fund:{fund.pk}",
        memo=(_("Set aside for “%(fund)s”") % {"fund": title})[:200],
        lines=[(pot.free, -amount), (fund.account, amount)],
        posted_by=actor,
    )
    record(verb="create_match_fund", actor=actor, target=fund, facts={"amount": amount, "pot": pot.pk})
    return fund


@transaction.atomic
def create_campaign(*, actor: User, **fields: Any) -> Campaign:
    """A campaign with its accounts and its discussion; it is public from its start.

    `fields` are those of Campaign, without accounts and thread. Raises PermissionDenied and ValidationError.
    """
    if not rules.may_manage(actor):
        raise PermissionDenied(_("Only officers of the council set up campaigns."))
    currency, title = fields["currency"], fields["title"]
    campaign = Campaign(
        pledged=_account("pledged", _("Pledged: %(title)s") % {"title": title}, currency),
        matched=_account("matched", _("Matched: %(title)s") % {"title": title}, currency),
        thread=Thread.objects.create(),
        **fields,
    )
    _check_lines(campaign)
    campaign.full_clean()
    campaign.save()
    record(verb="create_campaign", actor=actor, target=campaign, facts={"target": campaign.target})
    return campaign


@transaction.atomic
def post_update(*, actor: User, campaign: Campaign, title: str, text: str, posted_on: date) -> CampaignUpdate:
    """News for the backers, from the organiser or an officer. Raises PermissionDenied and ValidationError."""
    if not rules.may_manage(actor):
        raise PermissionDenied(_("Only officers of the council post updates."))
    update = CampaignUpdate(campaign=campaign, title=title, text=text, posted_on=posted_on)
    update.full_clean()
    update.save()
    return update


@transaction.atomic
def pledge(
    *,
    campaign: Campaign,
    identity: Identity | None,
    amount: int,
    key: str,
    arrived_at: datetime,
    named: bool = False,
) -> Pledge:
    """Promise `amount` minor units; council money follows at once, as far as the fund's limits let it.

    `arrived_at` is the database clock read before this transaction. The same `key` with the same pledge
    gives the first pledge again. Raises PermissionDenied without an identity, and ValidationError.
    """
    if identity is None:
        raise PermissionDenied(_("Only verified residents pledge."))
    # The campaign first, then its accounts by id: one order everywhere, so that nobody waits in a circle.
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    if earlier := Pledge.objects.filter(key=key).first():
        return _same(earlier, campaign, identity, amount)
    balances = _locked_accounts(campaign)
    if refusal := rules.closed_refusal(campaign, arrived_at):
        raise ValidationError(refusal, code="closed")
    _check_amount(campaign, amount)
    match = _match(campaign, identity, amount)
    made = Pledge.objects.create(
        campaign=campaign, identity=identity, key=key, amount=amount, match=match, named=named
    )
    lines: list[Line] = [(_promises(campaign.currency), -amount), (campaign.pledged, amount)]
    if match and campaign.match_fund is not None:
        lines += [(balances[campaign.match_fund.account_id], -match), (campaign.matched, match)]
    memo = (_("Pledge to “%(title)s”") % {"title": campaign.title})[:200]
    post(key=f"pledge:{made.pk}", memo=memo, lines=lines)
    live.changed(f"campaign:{campaign.pk}")
    return made


@transaction.atomic
def close_campaign(*, campaign: Campaign) -> bool:
    """After the end, once: below its minimum a campaign gives all back. Returns whether it succeeded."""
    campaign = Campaign.objects.locked().get(pk=campaign.pk)
    balances = _locked_accounts(campaign)
    succeeded = campaign.raised >= campaign.minimum
    now = database_now()
    if campaign.closed_at is not None or now < campaign.end:
        return succeeded
    if not succeeded:
        _give_back(campaign, balances)
    campaign.closed_at = now
    campaign.save(update_fields=["closed_at"])
    facts = {"succeeded": succeeded, "raised": campaign.raised}
    record(verb="close_campaign", target=campaign, facts=facts)
    live.changed(f"campaign:{campaign.pk}")
    return succeeded


def _give_back(campaign: Campaign, balances: dict[int, Account]) -> None:
    lines: list[Line] = []
    if campaign.pledged.balance:
        lines += [
            (campaign.pledged, -campaign.pledged.balance),
            (_promises(campaign.currency), campaign.pledged.balance),
        ]
    if campaign.matched.balance and campaign.match_fund is not None:
        lines += [
            (campaign.matched, -campaign.matched.balance),
            (balances[campaign.match_fund.account_id], campaign.matched.balance),
        ]
    if lines:
        memo = (_("Given back: “%(title)s” did not reach its minimum") % {"title": campaign.title})[:200]
        post(key=f"campaign:{campaign.pk}:give-back", memo=memo, lines=lines)


def _match(campaign: Campaign, identity: Identity, amount: int) -> int:
    fund = campaign.match_fund
    if fund is None or (campaign.organiser_id and identity.user_id == campaign.organiser_id):
        return 0
    earlier = Pledge.objects.filter(identity=identity, campaign__match_fund=fund)
    limits = MatchLimits(
        ratio_match=fund.ratio_match,
        ratio_pledge=fund.ratio_pledge,
        person_left=fund.cap_per_person - (earlier.aggregate(sum=Sum("match"))["sum"] or 0),
        campaign_left=min(fund.cap_per_campaign - campaign.matched.balance, campaign.to_go - amount),
        fund_left=fund.account.balance,
    )
    return first_come_match(amount, limits)


def _check_amount(campaign: Campaign, amount: int) -> None:
    if amount <= 0:
        raise ValidationError({"amount": _("Pledge more than nothing.")})
    if amount > campaign.to_go:
        left = format_money(campaign.to_go, campaign.currency)
        raise ValidationError({"amount": _("This campaign needs only %(left)s more.") % {"left": left}})


def _check_lines(campaign: Campaign) -> None:
    lines: Sequence[Sequence[Any]] = campaign.budget_lines
    if sum(amount for _words, amount in lines) != campaign.target:
        raise ValidationError({"budget_lines": _("What the money buys must add up to the target.")})


def _locked_accounts(campaign: Campaign) -> dict[int, Account]:
    """Locks the campaign's accounts and its fund's, by id, and puts them in place with fresh balances."""
    fund = campaign.match_fund
    wanted = [campaign.pledged_id, campaign.matched_id, *([fund.account_id] if fund else [])]
    accounts = {account.pk: account for account in Account.objects.locked().filter(pk__in=wanted)}
    campaign.pledged, campaign.matched = accounts[campaign.pledged_id], accounts[campaign.matched_id]
    if fund:
        fund.account = accounts[fund.account_id]
    return accounts


def _same(earlier: Pledge, campaign: Campaign, identity: Identity, amount: int) -> Pledge:
    if (earlier.campaign_id, earlier.identity_id, earlier.amount) != (campaign.pk, identity.pk, amount):
        raise ValidationError(_("This form was already used for another pledge. Start again."), code="key")
    return earlier


def _promises(currency: str) -> Account:
    """What people promised and have not paid: the other side of every pledge, below zero by nature."""
    account, _made = Account.objects.get_or_create(
        code=f"promises-{currency}",
        defaults={"name": _("Promises of backers"), "currency": currency, "may_go_below_zero": True},
    )
    return account


def _account(kind: str, name: str, currency: str) -> Account:
    return open_account(code=f"{kind}-{get_random_string(12).lower()}", name=name[:150], currency=currency)
