"""A pot that runs out while people pledge, under each sharing rule: from the form to what everyone reads."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from budgeting.crowdfunding import frozen
from budgeting.models import Campaign, MatchFund
from participation.clock import database_now
from tests.cms.backoffice.test_campaigns import campaign_form, fund_form, stamp
from tests.factories.people import IdentityFactory
from tests.factories.rounds import PotFactory

pytestmark = pytest.mark.django_db

OUTCOMES = {
    # A boat with £30 and £10 of one person, then a garden with £10 of each of three; £50 are there.
    "first_come": {"Boat": ("£40", "all that the pledges of 1 person"), "Garden": ("£10", "of £30")},
    "ranked": {"Boat": ("£20", "of £40, because the money was not enough"), "Garden": ("£30", "all that")},
    "proportional": {"Boat": ("£28.57", "of £40"), "Garden": ("£21.43", "of £30")},
    "quadratic": {"Boat": ("nothing", "1 person"), "Garden": ("£50", "of £60")},
}


def set_up(officer, colleague, sharing):
    limits = {"cap_per_person": "", "cap_per_campaign": "", "ratio_pledge": "1"}
    declared = fund_form(pot=PotFactory().pk, amount="£50", sharing=sharing, end=stamp(31), **limits)
    officer.post("/admin/match-funds/new/", declared)
    fund = MatchFund.objects.get()
    for title in ("Boat", "Garden"):
        asked = {"title": title, "budget_lines": f"{title}: £900", "minimum": "£1", "match_fund": fund.pk}
        made = officer.post("/admin/campaigns/new/", campaign_form(**asked))
        colleague.post(f"{made['Location']}do/review/", {"evidence": "The rules of the group."})
    return fund


def pledge(client, title, amount):
    address = Campaign.objects.get(title=title).get_absolute_url() + "pledge/"
    key = client.get(address).context["form"]["key"].value()
    answer = client.post(address, {"suggested": "other", "own_amount": amount, "key": key}, follow=True)
    assert "is in." in answer.content.decode()


def time_passes(fund):
    """Campaigns and fund ended five minutes ago. A fund's end is frozen, so its triggers are off for that."""
    over = database_now() - timedelta(minutes=5)
    Campaign.objects.filter(match_fund=fund).update(end=over)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor = SimpleNamespace(connection=connection, execute=lambda sql, params: cursor.execute(sql))
        frozen._thaw(None, editor)
        MatchFund.objects.filter(pk=fund.pk).update(end=over)
        frozen._freeze(None, editor)


@pytest.mark.parametrize("sharing", OUTCOMES)
def test_pot_runs_out_while_people_pledge(sharing, carol, dave, alice, log_in):
    cache.clear()
    client = Client()
    fund = set_up(log_in(carol), log_in(dave), sharing)
    backer = log_in(alice)
    pledge(backer, "Boat", "£30")
    pledge(backer, "Boat", "£10")
    for _ in range(3):
        pledge(log_in(IdentityFactory().user), "Garden", "£10")

    running = client.get(fund.get_absolute_url()).content.decode()
    assert ("Estimate" in running) is (sharing != "first_come")
    time_passes(fund)
    call_command("tick", verbosity=0)

    fund.refresh_from_db()
    assert fund.settled_at
    for title, (amount, why) in OUTCOMES[sharing].items():
        campaign = Campaign.objects.with_money().get(title=title)
        assert campaign.closed_at
        assert campaign.backers == {"Boat": 1, "Garden": 3}[title], "people count, not pledges"
        page = client.get(campaign.get_absolute_url()).content.decode()
        assert "It goes ahead" in page
        assert f"The council adds {amount}" in page
        assert why in page
    assert fund.account.balance == 0
    call_command("prove_ledger", verbosity=0)
