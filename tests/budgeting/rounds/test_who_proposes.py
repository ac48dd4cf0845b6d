"""Who may propose in a round, by place and age: said on its page, kept at each door, frozen with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from budgeting.models import Round
from budgeting.rounds.actions import change_rules
from budgeting.rounds.who_proposes import who_proposes
from participation.models import Area, Phase, Proposal, ProposalDraft
from participation.proposals import rules
from participation.proposals.actions import begin_draft, change_proposal, publish_draft, publish_proposal
from tests.factories.people import IdentityFactory, ward
from tests.factories.rounds import PotFactory, RoundFactory, RoundPotFactory, open_round
from tests.factories.talk import category

pytestmark = pytest.mark.django_db
ACCOUNT, RESIDENT, HOME = Round.Proposers.values


def proposing(pots=(), **fields) -> Round:
    """A planned round in which people propose since yesterday."""
    round = RoundFactory(projects=0, **fields)
    round.pots.all().delete()
    now = timezone.now()
    Phase.objects.create(
        process=round.process,
        kind=Phase.Kind.PROPOSE,
        title="Propose",
        start=now - timedelta(days=1),
        end=now + timedelta(days=7),
    )
    for area in pots:
        RoundPotFactory(round=round, pot=PotFactory(area=area))
    return round


def words(**more):
    return {
        "title": "A bench by the ferry",
        "what": "A bench",
        "why": "People wait there",
        "area": ward("Harbour ward"),
        "category": category(),
    } | more


def of_age(years: int, **more):
    return IdentityFactory(birth_year=timezone.localtime().year - years, **more).user


def town() -> Area:
    return Area.objects.create(kind=Area.Kind.CITY, name="The town", slug="the-town")


def test_everyone_with_an_account_proposes_where_the_round_says_so(charlie):
    round = proposing()
    assert rules.propose_refusal(charlie, round.process) == ""
    assert who_proposes(round) == ["Everyone with an account can propose."]


def test_charlie_is_told_to_show_first_where_he_lives(charlie, alice):
    process = proposing(proposers=RESIDENT).process
    refused = "Verified residents can propose here. Show first that you live here."
    assert rules.propose_refusal(charlie, process) == refused
    with pytest.raises(PermissionDenied, match="Show first"):
        begin_draft(author=charlie, process=process, words={})
    with pytest.raises(PermissionDenied, match="Show first"):
        publish_proposal(author=charlie, process=process, **words())
    assert rules.may_propose(alice, process)
    assert not ProposalDraft.objects.exists()
    assert not Proposal.objects.exists()


def test_refusal_shows_the_reason_and_the_way_onward(charlie, log_in):
    process = proposing(proposers=RESIDENT).process
    page = log_in(charlie).get(reverse("proposal_new", args=[process.slug]))
    assert page.status_code == 403
    assert "Show first that you live here" in page.content.decode()
    assert f'href="{reverse("verify")}"' in page.content.decode()


@pytest.mark.parametrize(("age", "may"), [(13, False), (14, True), (20, True), (21, False)])
def test_age_is_what_is_reached_in_the_year_in_which_proposing_starts(age, may):
    round = proposing(proposers=RESIDENT, propose_age_from=14, propose_age_to=20)
    refusal = rules.propose_refusal(of_age(age), round.process)
    assert (refusal == "") is may
    if not may:
        assert f"You turn {age} in" in refusal
        assert "Residents who turn 14 to 20 in" in refusal


def test_unknown_year_of_birth_is_refused_only_where_age_counts():
    person = IdentityFactory(birth_year=None).user
    assert rules.may_propose(person, proposing(proposers=RESIDENT).process)
    refusal = rules.propose_refusal(person, proposing(proposers=RESIDENT, propose_age_from=14).process)
    assert "we do not know your year of birth" in refusal


def test_round_for_wards_lets_their_residents_propose_and_names_them_to_others(harbour):
    northgate, millfield = ward("Northgate"), ward("Millfield")
    process = proposing(pots=(harbour, northgate), proposers=HOME).process
    assert rules.may_propose(IdentityFactory(area=northgate).user, process)
    refusal = rules.propose_refusal(IdentityFactory(area=millfield).user, process)
    assert refusal == (
        "You live in Millfield. Verified residents of Harbour ward and Northgate can propose here."
    )
    nowhere = rules.propose_refusal(IdentityFactory(area=None).user, process)
    assert "do not know which part of town" in nowhere


def test_pot_of_the_whole_town_lets_every_resident_propose(harbour):
    process = proposing(pots=(harbour, None), proposers=HOME).process
    assert rules.may_propose(IdentityFactory(area=ward("Millfield")).user, process)


def test_round_of_one_part_of_town_is_for_its_residents_whatever_pot_pays(harbour):
    round = proposing(pots=(None,), proposers=HOME)
    round.process.area = harbour
    round.process.save()
    assert rules.may_propose(IdentityFactory(area=harbour).user, round.process)
    assert not rules.may_propose(IdentityFactory(area=ward("Millfield")).user, round.process)


def test_proposal_is_for_the_own_ward_with_its_neighbourhoods_or_for_the_town(alice, harbour):
    process = proposing(pots=(None,), proposers=HOME).process
    docks = Area.objects.create(parent=harbour, kind="neighbourhood", name="Old docks", slug="old-docks")
    for area in (harbour, docks, town()):
        publish_proposal(author=alice, process=process, **words(area=area))
    with pytest.raises(ValidationError) as refused:
        publish_proposal(author=alice, process=process, **words(area=ward("Northgate")))
    assert refused.value.message_dict == {
        "area": ["You live in Harbour ward. Here people propose for where they live, or for the whole town."]
    }


def test_step_where_refuses_another_ward_and_keeps_what_was_typed(alice, log_in):
    process = proposing(pots=(None,), proposers=HOME).process
    draft = begin_draft(author=alice, process=process, words={"title": "A bench"})
    northgate = ward("Northgate")
    sent = {"area": northgate.pk, "place": "By the mill", "next": "1"}
    page = log_in(alice).post(reverse("draft_step", args=[draft.pk, "where"]), sent)
    assert page.status_code == 422
    assert "Here people propose for where they live" in page.content.decode()
    draft.refresh_from_db()
    assert draft.words["area"] == str(northgate.pk)
    assert draft.words["place"] == "By the mill"
    with pytest.raises(ValidationError) as refused:
        publish_draft(author=alice, draft=draft)
    assert "area" in refused.value.message_dict


def test_change_moves_no_proposal_to_another_ward_and_leaves_older_ones_where_they_are(alice):
    round = proposing(pots=(None,))
    proposal = publish_proposal(author=alice, process=round.process, **words(area=ward("Northgate")))
    Round.objects.filter(pk=round.pk).update(proposers=HOME)
    change_proposal(editor=alice, proposal=proposal, base=1, title="A longer bench")
    with pytest.raises(ValidationError, match="where they live"):
        change_proposal(editor=alice, proposal=proposal, base=2, area=ward("Millfield"))
    proposal.refresh_from_db()
    assert (proposal.title, proposal.area.name) == ("A longer bench", "Northgate")


def test_page_says_who_proposes_only_where_the_round_takes_proposals(client, harbour):
    round = proposing(pots=(harbour,), proposers=HOME, propose_age_from=16)
    year = timezone.localtime(round.process.phases.of_kind("propose").get().start).year
    shown = client.get(round.get_absolute_url()).content.decode()
    assert f"Verified residents of Harbour ward who turn 16 or more in {year} can propose." in shown
    assert "They propose for the part of town where they live, or for the whole town." in shown
    assert "can propose" not in client.get(RoundFactory().get_absolute_url()).content.decode()


def test_rules_of_proposing_freeze_when_the_round_opens(carol):
    round = open_round()
    with pytest.raises(ValidationError, match="fixed since"):
        change_rules(actor=carol, round=round, proposers=HOME)
    for change in ({"proposers": HOME}, {"propose_age_from": 16}, {"propose_age_to": 16}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.filter(pk=round.pk).update(**change)


def test_ages_of_people_who_need_not_be_verified_are_refused_with_the_field(carol):
    round = RoundFactory()
    with pytest.raises(ValidationError) as refused:
        change_rules(actor=carol, round=round, propose_age_from=16)
    assert "Ages are known of verified residents alone" in refused.value.message_dict["proposers"][0]
    with pytest.raises(ValidationError) as refused:
        change_rules(actor=carol, round=round, proposers=RESIDENT, propose_age_from=20, propose_age_to=16)
    assert "propose_age_to" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(propose_age_from=20, propose_age_to=16)
