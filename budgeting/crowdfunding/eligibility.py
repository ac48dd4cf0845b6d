"""Which campaigns a match fund is for."""

from django.utils.translation import gettext as _

from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Campaign
from participation.areas.models import Area


def fund_refusal(campaign: Campaign, fund: MatchFund) -> str:
    """Why the fund's money cannot follow pledges to this campaign; "" when it can."""
    if fund.pot.currency != campaign.currency:
        return _("The match fund must hold the campaign's currency.")
    if fund.settled_at is not None:
        return _("This match fund is settled: its money was shared already.")
    if fund.end is not None and campaign.end > fund.end:
        return _("The campaign must end before the match fund does.")
    if campaign.mode == Campaign.Mode.TWO_ROUNDS and not fund.at_once:
        return _("A campaign of two rounds needs a fund that matches at once: first come.")
    return _place_refusal(campaign, fund)


def _place_refusal(campaign: Campaign, fund: MatchFund) -> str:
    areas = set(fund.areas.values_list("pk", flat=True))
    if areas and not areas & set(_area_and_above(campaign.area)):
        return _("This match fund is for other parts of town.")
    categories = set(fund.categories.values_list("pk", flat=True))
    if categories and campaign.category_id not in categories:
        return _("This match fund is for other categories.")
    return ""


def _area_and_above(area: Area | None) -> list[int]:
    found = []
    while area is not None:
        found.append(area.pk)
        area = area.parent
    return found
