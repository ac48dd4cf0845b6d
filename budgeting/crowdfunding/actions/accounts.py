"""The ledger accounts of campaigns and funds, and their locks."""

from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from budgeting.crowdfunding.models import Campaign
from budgeting.ledger.accounts import open_account
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


def lock_accounts(campaign: Campaign) -> dict[int, Account]:
    """Locks the campaign's accounts and its fund's, by id, and puts them in place with fresh balances."""
    fund = campaign.match_fund
    wanted = [campaign.pledged_id, campaign.matched_id, *([fund.account_id] if fund else [])]
    accounts = {account.pk: account for account in Account.objects.locked().filter(pk__in=wanted)}
    campaign.pledged, campaign.matched = accounts[campaign.pledged_id], accounts[campaign.matched_id]
    if fund:
        fund.account = accounts[fund.account_id]
    return accounts
