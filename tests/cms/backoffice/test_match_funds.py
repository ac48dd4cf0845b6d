"""Match funds in the back office: declared rules, their screen, and the trial on earlier pledges."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgeting.models import Campaign, MatchFund
from participation.clock import database_now
from tests.cms.backoffice.test_campaigns import EVERYONE, LOOK, campaign_form, fund_form, stamp
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, pledged
from tests.factories.people import ward
from tests.factories.rounds import PotFactory
from tests.factories.talk import category

pytestmark = pytest.mark.django_db


def desk(fund):
    return f"/admin/match-funds/{fund.pk}/"


def test_officer_declares_every_rule(carol, log_in):
    north, green = ward("North"), category()
    declared = fund_form(
        pot=PotFactory().pk,
        sharing="ranked",
        cap_per_pledge="£20",
        cap_percent="50",
        minimum_backers="5",
        minimum_percent="10",
        council_not_first="on",
        areas=[north.pk],
        categories=[green.pk],
        start=stamp(-1),
        end=stamp(30),
    )

    answer = log_in(carol).post("/admin/match-funds/new/", declared)

    fund = MatchFund.objects.get()
    assert answer["Location"] == desk(fund)
    assert (fund.sharing, fund.cap_per_pledge, fund.cap_percent) == ("ranked", 2_000, 50)
    assert (fund.minimum_backers, fund.minimum_percent, fund.council_not_first) == (5, 10, True)
    assert ([*fund.areas.all()], [*fund.categories.all()]) == ([north], [green])
    assert "most backers" in log_in(carol).get(desk(fund)).content.decode()


def test_rule_that_needs_an_end_says_so_and_keeps_what_was_typed(carol, log_in):
    shown = log_in(carol).post(
        "/admin/match-funds/new/", fund_form(pot=PotFactory().pk, sharing="proportional")
    )

    assert "Say when it ends" in shown.context["form"].errors["end"][0]
    assert 'value="£400"' in shown.content.decode()


def test_rules_can_be_changed_until_the_first_pledge(carol, log_in):
    fund = MatchFundFactory()
    address, client = f"/admin/match-funds/edit/{fund.pk}/", log_in(carol)
    assert 'value="50"' in client.get(address).content.decode().replace("£", "")

    client.post(address, fund_form(cap_per_person="£30"))
    pledged(CampaignFactory(match_fund=fund), 500)
    refused = client.post(address, fund_form(cap_per_person="£1"))

    assert "these rules stay" in refused.content.decode()
    assert MatchFund.objects.get().cap_per_person == 3_000


@pytest.mark.parametrize("name", EVERYONE)
def test_screen_opens_for_those_who_may_look(name, request, log_in):
    client = log_in(request.getfixturevalue(name))

    assert (client.get(desk(MatchFundFactory())).status_code == 200) is (name in LOOK)


def earlier_fund():
    """£30 and £10 by one person for a boat, £10 by each of three people for a garden."""
    fund = MatchFundFactory(title="Last year", cap_per_person=None)
    boat = CampaignFactory(title="Boat", match_fund=fund, minimum=1)
    garden = CampaignFactory(title="Garden", match_fund=fund, minimum=1)
    first = pledged(boat, 3_000)
    pledged(boat, 1_000, first.identity)
    for _ in range(3):
        pledged(garden, 1_000)
    return fund


def test_trial_shows_what_each_rule_would_do_with_last_years_pledges(fiona, log_in):
    fund = MatchFundFactory(title="This year", amount=5_000, cap_per_person=None)

    shown = log_in(fiona).get(desk(fund), {"pledges": earlier_fund().pk})

    run = shown.context["run"]
    amounts = {row.title: [cell.amount for cell in row.cells] for row in run.rows}
    assert amounts == {"Boat": [4_000, 2_000, 2_857, 0], "Garden": [1_000, 3_000, 2_143, 5_000]}
    assert {row.title: row.backers for row in run.rows} == {"Boat": 1, "Garden": 3}
    assert "pledges that were really made" in shown.content.decode()
    assert MatchFund.objects.get(title="This year").frozen_at is None


def test_screen_asks_as_much_for_thirty_campaigns_as_for_one(carol, log_in):
    client, fund = log_in(carol), MatchFundFactory()
    CampaignFactory(match_fund=fund)
    client.get(desk(fund))
    with CaptureQueriesContext(connection) as few:
        client.get(desk(fund))
    for _ in range(29):
        CampaignFactory(match_fund=fund)
    with CaptureQueriesContext(connection) as many:
        client.get(desk(fund))

    assert len(many) == len(few)


def test_officer_declares_who_is_connected(carol, alice, log_in):
    log_in(carol).post("/admin/campaigns/new/", campaign_form(connected_emails="ALICE@example.org\r\n\r\n"))

    assert [*Campaign.objects.get().connected.all()] == [alice]


def test_unknown_connected_person_is_named_by_line(carol, alice, log_in):
    typed = campaign_form(connected_emails=f"{alice.email}\r\nwho@example.org")
    shown = log_in(carol).post("/admin/campaigns/new/", typed)

    assert "Line 2" in shown.context["form"].errors["connected_emails"][0]


def test_campaign_outside_the_funds_time_is_refused(carol, log_in):
    fund = MatchFundFactory(end=database_now())

    shown = log_in(carol).post("/admin/campaigns/new/", campaign_form(match_fund=fund.pk))

    assert "must end before" in shown.context["form"].errors["match_fund"][0]
