"""A resident pledges, the council's money follows, and the ledger still balances."""

import re
import subprocess
import sys

import pytest
from django.conf import settings
from playwright.sync_api import expect

from budgeting.models import Campaign
from cms.demo import words
from participation.money import format_money
from tests.journeys.people import Household

pytestmark = pytest.mark.journey
PLEDGED = 500


def balances(campaign: Campaign) -> tuple[int, int]:
    fresh = Campaign.objects.select_related("pledged", "matched").get(pk=campaign.pk)
    return fresh.pledged.balance, fresh.matched.balance


def test_pledge_moves_match_and_every_open_page(household: Household):
    campaign = Campaign.objects.get(slug=words.campaigns()[0].slug)
    pledged, matched = balances(campaign)
    onlooker, backer = household.visitor(), household.member("alice")
    onlooker.go(campaign.get_absolute_url())
    shown = onlooker.page.locator(f'[data-live="campaign:{campaign.pk} pledged"]').first
    expect(shown).to_have_text(format_money(pledged, campaign.currency))

    backer.go(campaign.get_absolute_url())
    backer.keys.follow("link", "Another amount")
    backer.keys.write("If another: which?", "5")
    backer.keys.follow("button", "Make this pledge")
    expect(backer.page.get_by_text(re.compile("You pledged"))).to_be_visible()

    now_pledged, now_matched = balances(campaign)
    assert now_pledged == pledged + PLEDGED
    assert now_matched > matched, "council money follows"
    expect(shown).to_have_text(format_money(now_pledged, campaign.currency))
    money = onlooker.page.locator(f'[data-live="campaign:{campaign.pk} matched"]').first
    expect(money).to_have_text(format_money(now_matched, campaign.currency))
    prove_ledger()


def prove_ledger() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "prove_ledger"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
