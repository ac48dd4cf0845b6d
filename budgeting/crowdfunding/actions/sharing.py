"""The end of a match fund: its money is shared, its campaigns are closed, and the rest returns to the pot."""

from collections.abc import Iterable
from dataclasses import asdict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from budgeting.allocation.matching import Reason, Share
from budgeting.crowdfunding import rules
from budgeting.crowdfunding.actions.accounts import lock_promises
from budgeting.crowdfunding.actions.closing import close_campaign
from budgeting.crowdfunding.match_funds import MatchFund, MatchShare
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payments.accounts import refunds_code
from budgeting.crowdfunding.querysets import CLOSE_WAIT
from budgeting.crowdfunding.shares import settlement_of, split_over
from budgeting.ledger.actions import Line, post
from budgeting.ledger.models import Account, Entry
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now

SHARE_FACTS = ("pledged", "counted", "backers", "claim", "ceiling", "would_be")


@transaction.atomic
def settle_match_fund(*, fund: MatchFund) -> bool:
    """Once, `CLOSE_WAIT` after the fund's end; what comes back later returns to the pot with each call.

    Returns whether it is settled. Raises nothing before its time, and changes nothing then.
    """
    # The campaigns first, by id, as a pledge locks its own; then all accounts by id.
    fund, campaigns = _locked(fund)
    if fund.settled_at is None and (fund.end is None or database_now() < fund.end + CLOSE_WAIT):
        return False
    if fund.settled_at is None:
        _settle(fund, campaigns)
    _return_the_rest(fund)
    return True


@transaction.atomic
def close_match_fund(*, actor: User, fund: MatchFund) -> MatchFund:
    """End a fund whose campaigns are all over: what it does not need returns to its pot.

    For a fund without an end, and for one to which nobody has pledged. Raises PermissionDenied, and
    ValidationError while a campaign of it runs or when it ends by itself.
    """
    if not rules.may_fund(actor):
        raise PermissionDenied(_("Only officers and finance change match money."))
    fund, campaigns = _locked(fund)
    if refusal := rules.close_fund_refusal(fund):
        raise ValidationError(refusal, code="not_now")
    returned = fund.account.balance
    _settle(fund, campaigns)
    _return_the_rest(fund)
    facts = {"returned": returned}
    record(verb="close_match_fund", actor=actor, acting_as=OFFICER, target=fund, facts=facts)
    return fund


def _locked(fund: MatchFund) -> tuple[MatchFund, list[Campaign]]:
    campaigns = list(Campaign.objects.locked().filter(match_fund=fund).order_by("pk"))
    fund = MatchFund.objects.select_related("pot").get(pk=fund.pk)
    matched = [campaign.matched_id for campaign in campaigns]
    # What goes back to cards too: the first campaign that closes takes the town's accounts, which come last.
    own = Q(pk__in=[fund.account_id, fund.pot.free_id, *matched])
    list(Account.objects.locked().filter(own | Q(code=refunds_code(fund.pot.currency))))
    fund.account.refresh_from_db()
    return fund, campaigns


def _settle(fund: MatchFund, campaigns: list[Campaign]) -> None:
    if not fund.at_once:
        shares = settlement_of(fund, fund.account.balance).shares
        _post_shares(fund, {campaign.pk: campaign for campaign in campaigns}, shares)
    fund.settled_at = database_now()
    fund.save(update_fields=["settled_at"])
    # Promises end with campaigns that fail; and each writes to the audit log, whose head is held last of all.
    lock_promises(fund.pot.currency)
    ahead = {campaign.pk: close_campaign(campaign=campaign) for campaign in campaigns}
    if fund.at_once:
        _tell_what_followed(fund, ahead)
    given = sum(fund.shares.values_list("amount", flat=True))
    facts = {"sharing": fund.sharing, "campaigns": len(campaigns), "given": given}
    record(verb="settle_match_fund", target=fund, facts=facts)


def _post_shares(fund: MatchFund, campaigns: dict[int, Campaign], shares: Iterable[Share]) -> None:
    lines: list[Line] = []
    for share in shares:
        _write(fund, share, share.amount, share.reason)
        if share.amount:
            lines.append((campaigns[share.campaign].matched, share.amount))
            _split(campaigns[share.campaign], share.amount)
    if lines:
        memo = (_("Match money of “%(fund)s”") % {"fund": fund.title})[:200]
        lines.append((fund.account, -sum(amount for _account, amount in lines)))
        post(key=f"match-fund:{fund.pk}:settle", memo=memo, lines=lines)


def _tell_what_followed(fund: MatchFund, ahead: dict[int, bool]) -> None:
    """First come: each pledge was matched when it came. The reason is that of the pledges still there."""
    sums = Pledge.objects.filter(campaign__match_fund=fund).values_list("campaign").annotate(Sum("match"))
    followed = dict(sums)
    for share in settlement_of(fund, fund.amount).shares:
        amount = followed.get(share.campaign, 0) if ahead[share.campaign] else 0
        _write(fund, share, amount, share.reason if share.amount == amount else Reason.IN_TURN)


def _write(fund: MatchFund, share: Share, amount: int, reason: Reason) -> None:
    numbers = asdict(share)
    MatchShare.objects.create(
        campaign_id=share.campaign,
        fund=fund,
        amount=amount,
        reason=reason,
        facts={name: numbers[name] for name in SHARE_FACTS},
    )


def _split(campaign: Campaign, match: int) -> None:
    pledges = {each.pk: each for each in Pledge.objects.filter(campaign=campaign).matchable()}
    parts = split_over([(pk, each.amount) for pk, each in sorted(pledges.items())], match)
    for pk, part in parts.items():
        pledges[pk].match = part
    Pledge.objects.bulk_update(pledges.values(), ["match"], batch_size=400)


def _return_the_rest(fund: MatchFund) -> None:
    """Not needed for a campaign, or given back by one that failed or whose backers did not pay."""
    fund.account.refresh_from_db()
    if rest := fund.account.balance:
        entries = Entry.objects.filter(account=fund.account).count()
        post(
            key=f"match-fund:{fund.pk}:return:{entries}",
            memo=(_("Not needed for “%(fund)s”") % {"fund": fund.title})[:200],
            lines=[(fund.account, -rest), (fund.pot.free, rest)],
        )
