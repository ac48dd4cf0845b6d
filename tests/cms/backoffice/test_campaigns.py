"""Match funds, campaigns and reports on what is built, as officers set them up in the back office."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgeting.models import Campaign, CampaignUpdate, DeliveryUpdate, MatchFund
from tests.factories.campaigns import CampaignFactory, MatchFundFactory
from tests.factories.delivery import DeliveryUpdateFactory, certified_round, png
from tests.factories.rounds import PotFactory

pytestmark = pytest.mark.django_db

EVERYONE = ("alice", "charlie", "bob", "carol", "fiona", "audrey")
LOOK = {"carol", "fiona", "audrey"}


def stamp(days: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%d %H:%M")


def fund_form(**changes):
    return {
        "title": "Match money",
        "pot": "",
        "amount": "£500",
        "sharing": "first_come",
        "ratio_match": "1",
        "ratio_pledge": "2",
        "cap_per_person": "£50",
        "cap_per_campaign": "£400",
        **changes,
    }


def campaign_form(**changes):
    return {
        "title": "A boat that everyone can board",
        "slug": "",
        "purpose": "Buy a boat with a ramp.",
        "story": "We need a boat.",
        "budget_lines": "Boat: £12,000\r\n\r\nRamp, with rails: £1,500.50\r\n",
        "minimum": "£9,000",
        "payee": "Open Water",
        "organiser_email": "",
        "if_it_fails": "",
        "area": "",
        "match_fund": "",
        "start": stamp(-1),
        "end": stamp(30),
        "picture_alt": "",
        **changes,
    }


def report_form(**changes):
    return {"happened_on": "2026-11-02", "stage": "building", "text": "We dug.", "spent": "£40", **changes}


def test_officer_puts_match_money_aside(carol, log_in):
    pot = PotFactory()

    log_in(carol).post("/admin/match-funds/new/", fund_form(pot=pot.pk))

    fund = MatchFund.objects.get()
    assert (fund.amount, fund.account.balance, fund.ratio_pledge) == (50_000, 50_000, 2)
    assert "£500" in log_in(carol).get("/admin/match-funds/").content.decode()


def test_match_money_that_the_pot_does_not_have_is_refused_and_kept_on_screen(carol, log_in):
    shown = log_in(carol).post("/admin/match-funds/new/", fund_form(pot=PotFactory().pk, amount="£1,000.01"))

    assert shown.status_code == 200
    assert 'value="£1,000.01"' in shown.content.decode()
    assert shown.context["form"].errors
    assert not MatchFund.objects.exists()


def test_officer_makes_a_campaign_whose_target_is_what_the_money_buys(carol, alice, log_in):
    fund = MatchFundFactory()
    sent = {"picture": SimpleUploadedFile("boat.png", png()), "picture_alt": "A boat"}
    form = campaign_form(match_fund=fund.pk, organiser_email="ALICE@example.org", **sent)

    answer = log_in(carol).post("/admin/campaigns/new/", form)

    campaign = Campaign.objects.get()
    assert answer["Location"] == f"/admin/campaigns/{campaign.pk}/"
    assert campaign.target == 1_350_050
    assert campaign.budget_lines == [["Boat", 1_200_000], ["Ramp, with rails", 150_050]]
    assert (campaign.slug, campaign.organiser) == ("a-boat-that-everyone-can-board", alice)
    assert campaign.picture.name.endswith(".webp")


@pytest.mark.parametrize(
    ("field", "changes", "words"),
    [
        ("budget_lines", {"budget_lines": "Boat £12,000"}, "Line 1: write words, a colon and an amount"),
        ("budget_lines", {"budget_lines": "Boat: £1\nRamp: dear"}, "Line 2:"),
        ("minimum", {"minimum": "£20,000"}, "at most the target"),
        ("end", {"end": stamp(-2)}, "must come after the start"),
        ("organiser_email", {"organiser_email": "who@example.org"}, "Nobody with this address"),
        ("picture_alt", {"picture": SimpleUploadedFile("b.png", png())}, "what the picture shows"),
    ],
)
def test_wrong_campaign_names_the_field(carol, log_in, field, changes, words):
    shown = log_in(carol).post("/admin/campaigns/new/", campaign_form(**changes))

    assert words in shown.context["form"].errors[field][0]
    assert "We need a boat." in shown.content.decode()
    assert not Campaign.objects.exists()


def test_taken_address_of_a_campaign_is_named(carol, log_in):
    CampaignFactory(slug="boat")

    shown = log_in(carol).post("/admin/campaigns/new/", campaign_form(slug="boat"))

    assert "already exists" in shown.context["form"].errors["slug"][0]


def test_officer_posts_news_that_everyone_reads(carol, client, log_in):
    campaign = CampaignFactory()
    form = {"posted_on": "2026-11-02", "title": "Half way", "text": "Thank you."}

    log_in(carol).post(f"/admin/campaigns/{campaign.pk}/do/news/", form)

    assert "Half way" in client.get(campaign.get_absolute_url()).content.decode()
    assert "Half way" in log_in(carol).get(f"/admin/campaigns/{campaign.pk}/").content.decode()


@pytest.fixture
def project(db):
    return certified_round().projects.get(number=1)


def test_officer_reports_on_a_funded_project_with_a_picture(carol, client, log_in, project):
    sent = {"picture": SimpleUploadedFile("bench.png", png()), "picture_alt": "A bench"}

    log_in(carol).post(f"/admin/building/{project.pk}/do/report/", report_form(**sent))

    assert "£40 of £100 spent" in client.get(project.get_absolute_url()).content.decode()
    assert 'alt="A bench"' in client.get(project.get_absolute_url()).content.decode()
    assert "Being built" in log_in(carol).get("/admin/building/").content.decode()


def test_report_above_the_cost_is_refused_beside_its_field(carol, log_in, project):
    shown = log_in(carol).post(f"/admin/building/{project.pk}/do/report/", report_form(spent="£100.01"))

    assert "must first approve more money" in shown.context["form"].errors["spent"][0]
    assert 'value="£100.01"' in shown.content.decode()
    assert not DeliveryUpdate.objects.exists()


def test_project_that_lost_has_no_screen(carol, log_in):
    lost = certified_round(funded=1, lost=1).projects.get(number=2)

    for address in ("", "do/report/"):
        assert log_in(carol).get(f"/admin/building/{lost.pk}/{address}").status_code == 404


def test_wrong_report_is_taken_back_with_a_reason(carol, log_in, project):
    update = DeliveryUpdateFactory(project=project)
    address = f"/admin/building/report/{update.pk}/do/withdraw/"

    log_in(carol).post(address, {"reason": ""})
    assert DeliveryUpdate.objects.exists()
    log_in(carol).post(address, {"reason": "The figure was wrong."})
    assert not DeliveryUpdate.objects.exists()


@pytest.mark.parametrize("who", EVERYONE)
def test_screens_open_for_those_who_may_look_alone(request, log_in, project, who):
    client, campaign = log_in(request.getfixturevalue(who)), CampaignFactory()
    lists = ["match-funds/", "campaigns/", "building/"]
    for address in [*lists, f"campaigns/{campaign.pk}/", f"building/{project.pk}/"]:
        assert (client.get(f"/admin/{address}").status_code == 200) is (who in LOOK)


@pytest.mark.parametrize("who", sorted(set(EVERYONE) - {"carol"}))
def test_nobody_but_officers_writes_whatever_they_send(request, log_in, project, who):
    client, campaign = log_in(request.getfixturevalue(who)), CampaignFactory(match_fund=None)
    update = DeliveryUpdateFactory(project=project)

    client.post("/admin/match-funds/new/", fund_form(pot=PotFactory().pk))
    client.post("/admin/campaigns/new/", campaign_form())
    news = {"posted_on": "2026-11-02", "title": "Mine", "text": "Mine."}
    client.post(f"/admin/campaigns/{campaign.pk}/do/news/", news)
    client.post(f"/admin/building/{project.pk}/do/report/", report_form())
    client.post(f"/admin/building/report/{update.pk}/do/withdraw/", {"reason": "Mine."})

    assert MatchFund.objects.count() == (1 if who == "fiona" else 0)
    assert Campaign.objects.get() == campaign
    assert not CampaignUpdate.objects.exists()
    assert DeliveryUpdate.objects.get() == update


@pytest.mark.parametrize("who", ["fiona", "audrey"])
def test_those_who_only_look_see_no_buttons(request, log_in, project, who):
    client, update = log_in(request.getfixturevalue(who)), DeliveryUpdateFactory(project=project)

    shown = client.get(f"/admin/building/{project.pk}/").content.decode()
    assert update.text in shown
    assert "/do/" not in shown
    assert "/do/" not in client.get(f"/admin/campaigns/{CampaignFactory().pk}/").content.decode()


@pytest.mark.parametrize("name", ["match-funds", "campaigns", "building"])
def test_list_takes_the_same_queries_for_one_and_thirty(carol, log_in, name):
    def make(number):
        if name == "building":
            for project in certified_round(funded=number, lost=0).projects.all():
                DeliveryUpdateFactory(project=project)
        else:
            {"match-funds": MatchFundFactory, "campaigns": CampaignFactory}[name].create_batch(number)

    client, counts = log_in(carol), []
    for more in (1, 19):
        make(more)
        client.get(f"/admin/{name}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/{name}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
