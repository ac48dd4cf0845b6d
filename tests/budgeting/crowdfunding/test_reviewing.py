"""Nobody but the council sees a campaign before another officer has looked at who receives its money."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction

from budgeting.crowdfunding.actions import cancel_pledge, declare_connected, review_campaign
from budgeting.models import Campaign, Pledge
from participation.clock import database_now
from participation.models import AuditEvent
from tests.cms.backoffice.test_campaigns import campaign_form
from tests.conftest import staff
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, ended, moved, pledged

pytestmark = pytest.mark.django_db
LETTER = "A letter of its bank."


def unreviewed(**fields) -> Campaign:
    return CampaignFactory(reviewed_at=None, **fields)


def test_campaign_goes_public_with_the_review_of_another_officer(carol, dave, log_in, client):
    officer = log_in(carol)
    officer.post("/admin/campaigns/new/", campaign_form())
    campaign = Campaign.objects.get()
    desk = f"/admin/campaigns/{campaign.pk}/"
    assert client.get(campaign.get_absolute_url()).status_code == 404
    assert "Waits for its review" in officer.get(campaign.get_absolute_url()).content.decode()
    assert "do/review/" not in officer.get(desk).content.decode()

    log_in(dave).post(f"{desk}do/review/", {"evidence": LETTER})

    assert client.get(campaign.get_absolute_url()).status_code == 200
    shown = officer.get(desk).content.decode()
    assert LETTER in shown
    assert "Reviewed by Dave" in shown
    assert AuditEvent.objects.filter(verb="review_campaign").count() == 1
    assert LETTER not in client.get(campaign.get_absolute_url()).content.decode()


def test_nobody_pledges_to_it_before(alice, client):
    campaign = unreviewed()
    with pytest.raises(ValidationError, match="not started"):
        pledged(campaign, 1_000, alice.identity)
    assert campaign.title not in client.get("/campaigns/").content.decode()
    assert client.get(f"/campaigns/{campaign.slug}/badge.svg").status_code == 404


def test_who_set_it_up_runs_it_or_is_connected_does_not_review_it(carol, dave, charlie, fiona):
    close = staff("Clara", "officer")
    campaign = unreviewed(set_up_by=carol, organiser=dave)
    campaign.connected.add(close)
    for person in (carol, dave, close, charlie, fiona):
        with pytest.raises(PermissionDenied):
            review_campaign(actor=person, campaign=campaign, evidence=LETTER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(reviewed_by=carol)


def test_review_needs_evidence_comes_once_and_in_time(carol):
    campaign = unreviewed()
    with pytest.raises(ValidationError) as refused:
        review_campaign(actor=carol, campaign=campaign, evidence="  ")
    assert list(refused.value.message_dict) == ["evidence"]
    with pytest.raises(ValidationError, match="over already"):
        review_campaign(actor=carol, campaign=ended(unreviewed()), evidence=LETTER)
    review_campaign(actor=carol, campaign=campaign, evidence=LETTER)
    with pytest.raises(PermissionDenied, match="already"):
        review_campaign(actor=carol, campaign=campaign, evidence=LETTER)


def test_people_found_out_later_bring_no_match_any_more(carol, alice, log_in):
    campaign, other = CampaignFactory(), 4_000
    mine = pledged(campaign, 3_000, alice.identity)
    pledged(campaign, other)
    form = {"people": "ALICE@example.org", "reason": "Sister of the treasurer."}

    log_in(carol).post(f"/admin/campaigns/{campaign.pk}/do/connected/", form)

    campaign = Campaign.objects.with_money().select_related("match_fund__account").get()
    assert (campaign.matched.balance, campaign.followed, campaign.promised) == (other, other, 7_000)
    assert campaign.match_fund.account.balance == 46_000
    assert pledged(campaign, 1_000, alice.identity).match == 0
    event = AuditEvent.objects.get(verb="declare_connected")
    assert (event.facts["people"], event.facts["match_back"]) == (1, 3_000)
    assert "treasurer" not in str(event.facts)
    cancel_pledge(pledge=mine, identity=alice.identity, arrived_at=database_now())
    call_command("prove_ledger", verbosity=0)


def test_each_of_several_declarations_gives_its_match_back(carol, alice):
    campaign, people = CampaignFactory(), [staff(f"Kin{number}") for number in range(2)]
    for person in people:
        declare_connected(actor=carol, campaign=campaign, people=[person], reason="Kin.")
    pledged(campaign, 1_000, alice.identity)
    declare_connected(actor=carol, campaign=campaign, people=[*people, alice], reason="Kin.")
    assert Pledge.objects.get().match == 0
    assert Campaign.objects.with_money().get().matched.balance == 0
    call_command("prove_ledger", verbosity=0)


@pytest.mark.parametrize("sharing", ["ranked", "quadratic"])
def test_they_are_no_backers_when_the_money_is_shared_at_the_end(carol, alice, sharing):
    end = database_now() + timedelta(days=1)
    fund = MatchFundFactory(sharing=sharing, end=end, cap_per_person=None)
    campaign = CampaignFactory(match_fund=fund, end=end)
    pledged(campaign, 3_000, alice.identity)
    declare_connected(actor=carol, campaign=campaign, people=[alice], reason="Kin.")
    assert not Pledge.objects.matchable().exists()


def test_wrong_declarations_are_refused(carol, charlie, alice):
    campaign = CampaignFactory()
    with pytest.raises(PermissionDenied):
        declare_connected(actor=charlie, campaign=campaign, people=[alice], reason="Kin.")
    for field, people, reason in (("people", [], "Kin."), ("reason", [alice], " ")):
        with pytest.raises(ValidationError) as refused:
            declare_connected(actor=carol, campaign=campaign, people=people, reason=reason)
        assert list(refused.value.message_dict) == [field]
    Campaign.objects.filter(pk=moved(campaign, end=-timedelta(minutes=5)).pk).update(closed_at=database_now())
    with pytest.raises(ValidationError, match="over"):
        declare_connected(actor=carol, campaign=campaign, people=[alice], reason="Kin.")
