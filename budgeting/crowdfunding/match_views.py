"""The public page of a match fund: its rules in plain words, and what its campaigns get."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from budgeting.crowdfunding.estimates import estimates
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.match_words import all_rules, words_of
from budgeting.crowdfunding.models import Campaign


@require_safe
def match_fund_page(request: HttpRequest, pk: int) -> HttpResponse:
    fund = get_object_or_404(MatchFund.objects.select_related("pot", "account"), pk=pk)
    page = {
        "fund": fund,
        "told_rules": list(all_rules(fund)),
        "rows": _rows(fund),
        "estimate": estimates(fund),
    }
    return render(request, "budgeting/match_fund.html", page)


def _rows(fund: MatchFund) -> list[dict[str, Any]]:
    """The fund's public campaigns with what they got, or could get."""
    shares = {share.campaign_id: share for share in fund.shares.select_related("fund")}
    guessed = estimates(fund)
    amounts = guessed.amounts if guessed else {}
    campaigns = Campaign.objects.public().filter(match_fund=fund).with_money().order_by("pk")
    return [
        {
            "campaign": campaign,
            "words": words_of(shares[campaign.pk], campaign) if campaign.pk in shares else "",
            "estimate": amounts.get(campaign.pk),
        }
        for campaign in campaigns
    ]
