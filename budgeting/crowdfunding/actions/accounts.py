"""The ledger accounts of campaigns and funds, and their locks."""

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from budgeting.crowdfunding.models import Campaign
from budgeting.ledger.accounts import open_account
from budgeting.ledger.actions import Line
from budgeting.ledger.models import Account


def new_account(kind: str, name: str, currency: str) -> Account:
    return open_account(code=f"{kind}-{get_random_string(12).lower()}", name=name[:150], currency=currency)


def promises(currency: str) -> Account:
    """What people promised and have not paid: the other side of every pledge, below zero by nature."""
    account, _made = Account.objects.get_or_create(
        code=f"promises-{currency}",
        defaults={"name": _("Promises of backers"), "currency": currency, "may_go_below_zero": True},
    )
    return account


def lock_promises(currency: str) -> None:
    """Until the transaction ends; for who writes to the audit log before the last promise ends."""
    Account.objects.locked().get(pk=promises(currency).pk)


def lock_accounts(campaign: Campaign) -> dict[int, Account]:
    """Locks the campaign's accounts and its fund's, by id, and puts them in place with fresh balances."""
    fund = campaign.match_fund
    paid = [pk for pk in (campaign.collected_id, campaign.paid_out_id) if pk]
    wanted = [campaign.pledged_id, campaign.matched_id, *paid, *([fund.account_id] if fund else [])]
    accounts = {account.pk: account for account in Account.objects.locked().filter(pk__in=wanted)}
    campaign.pledged, campaign.matched = accounts[campaign.pledged_id], accounts[campaign.matched_id]
    if campaign.collected_id and campaign.paid_out_id:
        campaign.collected = accounts[campaign.collected_id]
        campaign.paid_out = accounts[campaign.paid_out_id]
    if fund:
        fund.account = accounts[fund.account_id]
    return accounts


def open_money_accounts(campaign: Campaign) -> None:
    """For what backers pay in and the group is paid. Call it under the campaign's lock."""
    if campaign.collected_id is None:
        title = {"title": campaign.title}
        campaign.collected = new_account("collected", _("Paid in: %(title)s") % title, campaign.currency)
        campaign.paid_out = new_account("paid-out", _("Paid out: %(title)s") % title, campaign.currency)


def match_back(campaign: Campaign, amount: int) -> list[Line]:
    """The lines that give `amount` minor units of match back to the fund; none for nothing."""
    if not amount or campaign.match_fund is None:
        return []
    return [(campaign.matched, -amount), (campaign.match_fund.account, amount)]


def promise_ends(campaign: Campaign, amount: int) -> list[Line]:
    """The lines with which `amount` minor units are not promised any more; none for nothing."""
    return [(campaign.pledged, -amount), (promises(campaign.currency), amount)] if amount else []
