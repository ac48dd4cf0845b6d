"""Match funds as officers and finance set them up, and change until the first pledge."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.actions.accounts import new_account
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.ledger.actions import post
from budgeting.ledger.models import Account
from budgeting.rounds.models import Pot
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.processes.models import Category

AMOUNTS = ("amount", "cap_per_pledge", "cap_per_person", "cap_per_campaign")


@transaction.atomic
def create_match_fund(
    *,
    actor: User,
    title: str,
    pot: Pot,
    amount: int,
    areas: Iterable[Area] = (),
    categories: Iterable[Category] = (),
    **declared: Any,
) -> MatchFund:
    """Set `amount` minor units of the pot's free money aside for matching; `declared` are the fund's rules.

    Raises PermissionDenied, ValidationError naming the field, and Overdrawn when the pot holds less.
    """
    if not rules.may_fund(actor):
        raise PermissionDenied(_("Only officers and finance put match money aside."))
    account = new_account("match-fund", title, pot.currency)
    fund = MatchFund(title=title.strip(), pot=pot, amount=amount, account=account, **declared)
    _check(fund)
    fund.save()
    fund.areas.set(areas)
    fund.categories.set(categories)
    post(
        key=f"match-fund:{fund.pk}",
        memo=(_("Set aside for “%(fund)s”") % {"fund": title})[:200],
        lines=[(pot.free, -amount), (fund.account, amount)],
        posted_by=actor,
    )
    facts = {"amount": amount, "pot": pot.pk, "sharing": fund.sharing}
    record(verb="create_match_fund", actor=actor, acting_as=OFFICER, target=fund, facts=facts)
    return fund


@transaction.atomic
def change_match_fund(
    *,
    actor: User,
    fund: MatchFund,
    areas: Iterable[Area] | None = None,
    categories: Iterable[Category] | None = None,
    **changes: Any,
) -> MatchFund:
    """Change the title and rules of a fund to which nobody has pledged yet; its pot and money stay.

    Raises PermissionDenied, and ValidationError naming the field, or saying that the rules are frozen.
    """
    if not rules.may_fund(actor):
        raise PermissionDenied(_("Only officers and finance change match money."))
    # A first pledge holds the same account while it freezes the rules.
    Account.objects.locked().get(pk=fund.account_id)
    fund = MatchFund.objects.select_related("account", "pot").get(pk=fund.pk)
    if fund.settled_at is not None:
        raise ValidationError(_("This match fund is settled already."), code="settled")
    if fund.frozen_at is not None:
        raise ValidationError(
            _("Somebody has pledged already, so these rules stay as they are."), code="frozen"
        )
    if changes.keys() & {"pot", "amount", "account", "frozen_at", "settled_at"}:
        raise ValueError("a fund's money is no rule of it")
    for name, value in changes.items():
        setattr(fund, name, value)
    _check(fund)
    fund.save()
    if areas is not None:
        fund.areas.set(areas)
    if categories is not None:
        fund.categories.set(categories)
    facts = {"fields": sorted(changes)}
    record(verb="change_match_fund", actor=actor, acting_as=OFFICER, target=fund, facts=facts)
    return fund


@transaction.atomic
def add_to_match_fund(*, fund: MatchFund, amount: int, key: str, posted_by: User) -> MatchFund:
    """`amount` minor units more from the fund's pot; first come, they serve later pledges.

    Called by an act of two people. Raises ValidationError for a settled fund, and Overdrawn.
    """
    list(Account.objects.locked().filter(pk__in=[fund.account_id, fund.pot.free_id]))
    fund = MatchFund.objects.select_related("pot", "account").get(pk=fund.pk)
    if refusal := rules.add_to_fund_refusal(fund):
        raise ValidationError(refusal, code="settled")
    post(
        key=key,
        memo=(_("More set aside for “%(fund)s”") % {"fund": fund.title})[:200],
        lines=[(fund.pot.free, -amount), (fund.account, amount)],
        posted_by=posted_by,
    )
    fund.amount += amount
    fund.save(update_fields=["amount"])
    return fund


def _check(fund: MatchFund) -> None:
    problems = {
        name: _("The amount must be above zero.")
        for name in AMOUNTS
        if (amount := getattr(fund, name)) is not None and amount <= 0
    }
    if not fund.at_once and fund.end is None:
        problems["end"] = _("Say when it ends: by this rule the money is shared then.")
    if fund.pk and not fund.at_once and fund.campaigns.filter(mode="rounds").exists():
        problems["sharing"] = _("A campaign of this fund has two rounds, so its money has to follow at once.")
    if fund.start is not None and fund.end is not None and fund.end <= fund.start:
        problems["end"] = _("The end must come after the start.")
    if fund.sharing == MatchFund.SharingRule.QUADRATIC:
        by_roots = _("The quadratic rule has no limit of this kind. Leave it empty.")
        problems |= {
            name: by_roots for name in ("cap_per_pledge", "cap_per_person") if getattr(fund, name) is not None
        }
        if (fund.ratio_match, fund.ratio_pledge) != (1, 1):
            problems["ratio_match"] = _("The quadratic rule has no ratio. Leave 1 for 1.")
    if fund.cap_percent is not None and not 1 <= fund.cap_percent <= 100:
        problems["cap_percent"] = _("Give a percentage from 1 to 100.")
    if fund.minimum_percent > 100:
        problems["minimum_percent"] = _("Give a percentage up to 100.")
    if problems:
        raise ValidationError(problems)
    fund.full_clean()
