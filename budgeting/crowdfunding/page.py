"""The facts that the campaign's pages show."""

from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.badge import Shared
from budgeting.crowdfunding.collection_plan import LAST_DAY, REMINDERS
from budgeting.crowdfunding.estimates import estimates
from budgeting.crowdfunding.forms import suggested_for
from budgeting.crowdfunding.match_words import in_short, share_words
from budgeting.crowdfunding.models import Campaign, Pledge
from participation.accounts.rules import identity_of
from participation.money import format_money

NAMED_SHOWN = 24


def state_words(campaign: Campaign, now: datetime) -> tuple[str, str]:
    """(label, tone) of where a campaign of `with_money()` stands at `now`."""
    if campaign.reviewed_at is None:
        return _("Waits for its review"), "info"
    if now < campaign.start:
        return _("Being prepared"), "info"
    if now < campaign.end and campaign.closed_at is None:
        if campaign.second_round_at is not None and campaign.to_go:
            return _("Second round"), "brand"
        return (_("Running"), "brand") if campaign.to_go else (_("Target reached"), "good")
    if rules.waits_for_match(campaign):
        return _("Waiting for match money"), "info"
    return (_("Succeeded"), "good") if has_succeeded(campaign) else (_("Did not reach its minimum"), "warn")


def has_succeeded(campaign: Campaign) -> bool:
    """Whether it goes ahead; until it is closed, whether it would. For campaigns of `with_money()`."""
    if campaign.succeeded is not None:
        return campaign.succeeded
    return campaign.promised + campaign.followed >= campaign.minimum


def is_running(campaign: Campaign, now: datetime) -> bool:
    return rules.has_started(campaign, now) and now < campaign.end and campaign.closed_at is None


def facts(user: Any, campaign: Campaign, now: datetime) -> dict[str, Any]:
    label, tone = state_words(campaign, now)
    return {
        "campaign": campaign,
        "state_label": label,
        "state_tone": tone,
        "is_running": is_running(campaign, now),
        "refusal": rules.pledge_refusal(user, campaign, now),
        "verified": rules.is_verified(user),
        "amounts": suggested_for(campaign),
        "own": own_pledges(user, campaign),
        "backers_label": ngettext("backer", "backers", campaign.backers),
        "outcome": outcome_words(campaign, now),
        "match_words": in_short(campaign.match_fund),
        "match_share": share_words(campaign),
        "match_estimate": estimate_words(campaign),
        "lines": [{"words": words, "amount": amount} for words, amount in campaign.budget_lines],
        "named": named_words(campaign),
        "first": REMINDERS[0],
        "second": REMINDERS[1],
        "last_day": LAST_DAY,
        "shared": Shared(campaign) if rules.has_started(campaign, now) else None,
    }


def estimate_words(campaign: Campaign) -> str:
    """What the council would add if the fund ended now, called an estimate; "" where it is known."""
    guessed = estimates(campaign.match_fund)
    if guessed is None:
        return ""
    amount = format_money(guessed.amounts.get(campaign.pk, 0), campaign.currency)
    return _(
        "Estimate: the council adds %(amount)s. It can go up or down until the fund ends: with each pledge "
        "here or to another campaign."
    ) % {"amount": amount}


def own_pledges(user: Any, campaign: Campaign) -> int:
    """Minor units that this person pledged to the campaign."""
    identity = identity_of(user)
    if identity is None:
        return 0
    own = Pledge.objects.counted().filter(campaign=campaign, identity=identity)
    return own.aggregate(sum=Sum("amount"))["sum"] or 0


def outcome_words(campaign: Campaign, now: datetime) -> str:
    """What became of it, once it has ended; "" before."""
    if now < campaign.end and campaign.closed_at is None:
        return ""
    if rules.waits_for_match(campaign):
        return _("It has ended. When the council has shared its match money, you see here if it goes ahead.")
    if campaign.paid_out_at is not None:
        return _("It goes ahead. Its money was passed on to “%(payee)s”.") % {"payee": campaign.payee}
    if has_succeeded(campaign):
        return _("It goes ahead. The council tells each backer how to pay.")
    if campaign.settled_at is not None:
        return _("It does not go ahead: too little was paid. Who paid gets the money back.")
    return _("It does not go ahead. All pledges have ended and nobody pays.")


def named_words(campaign: Campaign) -> str:
    """The backers who wish to be named, newest first; and whether there are more."""
    names = list(Pledge.objects.named_backers(campaign)[: NAMED_SHOWN + 1])
    shown = ", ".join(names[:NAMED_SHOWN])
    return _("%(names)s and others") % {"names": shown} if len(names) > NAMED_SHOWN else shown
