"""A match fund's rules and what it gave a campaign, in plain words."""

from collections.abc import Iterator
from math import gcd
from typing import Any

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from budgeting.allocation.matching import Reason, Share
from budgeting.crowdfunding.match_funds import MatchFund, MatchShare
from budgeting.crowdfunding.models import Campaign, Pledge
from participation.money import format_money

Rule = MatchFund.SharingRule

SHORT_OF_MONEY = {
    Rule.FIRST_COME: gettext_lazy(
        "Each pledge is matched at once, in the order in which pledges come. When the money runs out, the "
        "last pledge is matched in part, and later ones are not. Money that comes free serves later pledges."
    ),
    Rule.RANKED: gettext_lazy(
        "The money is shared at the end. If it is not enough for all, the campaign with most backers goes "
        "first, then the next. The last one gets what is left. If two have as many, the one set up earlier "
        "goes first."
    ),
    Rule.PROPORTIONAL: gettext_lazy(
        "The money is shared at the end. If it is not enough for all, every campaign gets the same part of "
        "what it could have had. Single pennies go to the largest remainders, then to the campaign set up "
        "earlier."
    ),
    Rule.QUADRATIC: gettext_lazy(
        "The money is shared at the end. The square roots of what each person gave are added, and the sum is "
        "multiplied by itself. So many small pledges bring more than one large one; a single person brings "
        "nothing. If the money is not enough for all, all get less by the same factor. Single pennies go to "
        "the largest remainders, then to the campaign set up earlier."
    ),
}

NOT_PAID = {
    MatchFund.Counted.COLLECTED: gettext_lazy(
        "The council follows money that is paid in. If a pledge is not paid in time, what was added to it "
        "goes back."
    ),
    MatchFund.Counted.PLEDGED: gettext_lazy(
        "The council follows money that is pledged. If a pledge is not paid in time, what was added to it "
        "stays with the campaign, as long as that goes ahead."
    ),
}

REASONS = {
    Reason.FULL: gettext_lazy("The council adds %(amount)s: all that the pledges of %(backers)s ask for."),
    Reason.CAPPED: gettext_lazy(
        "The council adds %(amount)s, the most for one campaign. The pledges of %(backers)s ask for "
        "%(claim)s."
    ),
    Reason.TARGET: gettext_lazy(
        "The council adds %(amount)s, which fills the target. The pledges of %(backers)s ask for %(claim)s."
    ),
    Reason.PART: gettext_lazy(
        "The council adds %(amount)s of %(ceiling)s, because the money was not enough for all. %(backers)s "
        "pledged."
    ),
    Reason.POT_EMPTY: gettext_lazy(
        "The council adds nothing: the money was gone before. With more of it, this could have been "
        "%(ceiling)s. %(backers)s pledged."
    ),
    Reason.NOTHING_ASKED: gettext_lazy(
        "The council adds nothing: what was pledged (%(counted)s by %(backers)s) asks for nothing, or the "
        "target is reached without it."
    ),
    Reason.FEW_BACKERS: gettext_lazy("The council adds nothing: too few people pledged (%(backers)s)."),
    Reason.LITTLE_RAISED: gettext_lazy(
        "The council adds nothing: %(backers)s pledged %(counted)s, which is too small a part of the target."
    ),
    Reason.IN_TURN: gettext_lazy(
        "The council adds %(amount)s: it followed each pledge when it came, and some fell away since. "
        "%(backers)s pledged."
    ),
    Reason.SHORT: gettext_lazy(
        "The council adds nothing: with its share of %(would_be)s the campaign would not have reached its "
        "minimum. The money went to others."
    ),
}


def in_short(fund: MatchFund | None) -> str:
    """How council money follows a pledge, in two or three sentences; "" without a fund."""
    if fund is None:
        return ""
    said = [_follows(fund)]
    person, campaign = fund.cap_per_person, fund.cap_per_campaign
    if person is not None and campaign is not None:
        said.append(
            _("It adds up to %(person)s for one person, and up to %(campaign)s for one campaign.")
            % {"person": _money(fund, person), "campaign": _money(fund, campaign)}
        )
    if not fund.at_once and fund.end is not None:
        said.append(_("The money is shared on %(day)s.") % {"day": _day(fund.end)})
    return " ".join(said)


def all_rules(fund: MatchFund) -> Iterator[str]:
    """Every declared rule of the fund, one sentence or two each."""
    yield _follows(fund)
    yield str(SHORT_OF_MONEY[Rule(fund.sharing)])
    yield from _most(fund)
    yield from _needed(fund)
    yield _(
        "People count, not pledges: who pledges twice is one backer. The council adds nothing to pledges of "
        "the organiser, of who receives the money, and of people connected to them; these are no backers."
    )
    yield str(NOT_PAID[MatchFund.Counted(fund.counted)])
    yield from _for_whom(fund)
    yield _("No campaign gets more than its target. What is left goes back to “%(pot)s”.") % {"pot": fund.pot}


def _follows(fund: MatchFund) -> str:
    if fund.sharing == Rule.QUADRATIC:
        return _("The council adds money to what residents pledge. How much depends most on how many pledge.")
    shared = gcd(fund.ratio_pledge, fund.ratio_match)
    return _("For each %(pledge)s that a resident pledges, the council adds %(match)s.") % {
        "pledge": _money(fund, fund.ratio_pledge * 100 // shared),
        "match": _money(fund, fund.ratio_match * 100 // shared),
    }


def _most(fund: MatchFund) -> Iterator[str]:
    for most, words in (
        (fund.cap_per_pledge, _("It adds up to %(most)s for one pledge.")),
        (fund.cap_per_person, _("It adds up to %(most)s for one person, over all campaigns.")),
        (fund.cap_per_campaign, _("It adds up to %(most)s for one campaign.")),
    ):
        if most is not None:
            yield words % {"most": _money(fund, most)}
    if fund.cap_percent is not None:
        yield _("It adds up to %(percent)s%% of a campaign's target.") % {"percent": fund.cap_percent}


def _needed(fund: MatchFund) -> Iterator[str]:
    if fund.minimum_backers > 1:
        yield _("Nothing is added before a campaign has %(number)s backers.") % {
            "number": fund.minimum_backers
        }
    elif fund.council_not_first:
        yield _("The council is not first: nothing is added before two people back a campaign.")
    if fund.minimum_percent:
        yield _("Nothing is added before residents pledged %(percent)s%% of the target.") % {
            "percent": fund.minimum_percent
        }


def _for_whom(fund: MatchFund) -> Iterator[str]:
    if areas := ", ".join(str(area) for area in fund.areas.all()):
        yield _("It is for campaigns in: %(areas)s.") % {"areas": areas}
    if categories := ", ".join(str(category) for category in fund.categories.all()):
        yield _("It is for campaigns about: %(categories)s.") % {"categories": categories}
    if fund.start is not None:
        yield _("It follows pledges from %(day)s on.") % {"day": _day(fund.start)}
    if fund.end is not None:
        yield _("It ends on %(day)s.") % {"day": _day(fund.end)}


def share_words(campaign: Campaign) -> str:
    """What a settled fund gave the campaign and why, in a sentence or two; "" before that."""
    share = MatchShare.objects.filter(campaign=campaign).select_related("fund").first()
    return words_of(share, campaign) if share else ""


def words_of(share: MatchShare, campaign: Campaign) -> str:
    """The same for a share that is known, with its fund loaded."""
    said = reason_words(Reason(share.reason), {**share.facts, "amount": share.amount}, campaign.currency)
    return f"{said} {_since(share, campaign)}".strip()


def _since(share: MatchShare, campaign: Campaign) -> str:
    """What unpaid pledges did to the share, once nobody is asked any more; "" when all were paid."""
    fund, unpaid = share.fund, Pledge.objects.filter(campaign=campaign, state=Pledge.State.UNPAID)
    if campaign.settled_at is None or not campaign.succeeded or not unpaid.exists():
        return ""
    if fund.follows_promises:
        return _("Some pledges were not paid. What was added to them stays, as this fund declared.")
    kept = Pledge.objects.filter(campaign=campaign).aggregate(sum=Sum("match", default=0))["sum"]
    back = format_money(share.amount - kept, campaign.currency)
    return _("%(back)s of it went back, because some pledges were not paid.") % {"back": back}


def share_of(share: Share, currency: str) -> str:
    """The same for a share that was only worked out."""
    names = ("amount", "counted", "backers", "claim", "ceiling", "would_be")
    return reason_words(share.reason, {name: getattr(share, name) for name in names}, currency)


def reason_words(reason: Reason, numbers: dict[str, Any], currency: str) -> str:
    backers = numbers["backers"]
    words = {name: format_money(numbers[name], currency) for name in numbers if name != "backers"}
    people = ngettext("%(number)s person", "%(number)s people", backers) % {"number": backers}
    return str(REASONS[reason]) % {**words, "backers": people}


def _money(fund: MatchFund, amount: int) -> str:
    return format_money(amount, fund.pot.currency)


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "j F Y")
