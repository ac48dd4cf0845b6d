"""A winner that cannot be built: two officers, a public reason, and the declared rule for its money."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from budgeting.delivery.actions import (
    ask_for_closing,
    ask_for_more_money,
    give_up_project,
    grant_money_request,
    post_delivery_update,
)
from budgeting.delivery.reserve import _fits_beside
from budgeting.delivery.works import buildable_projects
from budgeting.models import Consent, Outcome, Pot, Project, ProjectChange, Result, Undelivered
from budgeting.rounds.links import ProjectLink
from participation.clock import database_now
from participation.models import CoAuthor, Follow, Notice
from tests.factories.delivery import DeliveryUpdateFactory, certified_round
from tests.factories.people import UserFactory
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db
WHY = "The land slid into the river."


@pytest.fixture
def round(db):
    """Project 4 (£400) won; 1, 2 and 3 (£100, £200, £300) got no money, in this order of votes: 3, 1, 2."""
    round = certified_round(funded=1, lost=3, winners=[4], reserve_rule="next_in_line")
    for place, number in enumerate([3, 1, 2], start=1):
        Outcome.objects.filter(project__round=round, project__number=number).update(place=place)
    return round


@pytest.fixture
def winner(round):
    return round.projects.get(number=4)


def balances(round) -> dict:
    pot = Pot.objects.select_related("free", "committed", "paid").get(round_pots__round=round)
    return {part: getattr(pot, part).balance for part in ("free", "committed", "paid")}


def given_up(project, *officers, reason=WHY) -> Undelivered:
    for officer in officers:
        done = give_up_project(actor=officer, project=project, reason=reason)
    return done


def test_first_officer_waits_for_a_second_and_moves_nothing(carol, winner, round):
    before = balances(round)
    assert give_up_project(actor=carol, project=winner, reason=WHY) is None
    assert Consent.objects.get().act == "give_up_project"
    with pytest.raises(ValidationError, match="different officer"):
        give_up_project(actor=carol, project=winner, reason=WHY)
    assert balances(round) == before
    assert winner in buildable_projects()


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_nobody_but_officers_gives_a_project_up(request, winner, carol, who):
    give_up_project(actor=carol, project=winner, reason=WHY)
    with pytest.raises(PermissionDenied):
        give_up_project(actor=request.getfixturevalue(who), project=winner, reason=WHY)
    assert not Undelivered.objects.exists()


def test_best_place_that_fits_steps_in(carol, dave, winner, round):
    done = given_up(winner, carol, dave)

    assert (done.successor.number, done.reason, done.released) == (3, WHY, 40_000)
    assert balances(round) == {"free": 70_000, "committed": 30_000, "paid": 0}
    assert [project.number for project in buildable_projects().filter(round=round)] == [3]
    call_command("prove_ledger")


def test_project_that_costs_more_than_is_released_is_passed_over(carol, dave, winner, round):
    DeliveryUpdateFactory(project=winner, spent=15_000)

    done = given_up(winner, carol, dave)

    assert (done.spent, done.released, done.successor.number) == (15_000, 25_000, 1)
    assert balances(round) == {"free": 75_000, "committed": 10_000, "paid": 15_000}


def test_money_goes_back_to_the_pot_where_that_was_declared(carol, dave):
    round = certified_round(funded=1, lost=3, winners=[4], reserve_rule="back_to_pot")
    done = given_up(round.projects.get(number=4), carol, dave)

    assert done.successor is None
    assert balances(round) == {"free": 100_000, "committed": 0, "paid": 0}


def test_money_goes_back_to_the_pot_when_nobody_is_in_line(carol, dave, winner, round):
    Outcome.objects.filter(project__number=3, project__round=round).update(votes=0)
    ProjectChange.objects.create(
        project=round.projects.get(number=1), kind="ineligible", reason="Not ours.", made_at=database_now()
    )
    DeliveryUpdateFactory(project=winner, spent=25_000)

    assert given_up(winner, carol, dave).successor is None
    assert balances(round) == {"free": 75_000, "committed": 0, "paid": 25_000}


@pytest.mark.parametrize(("project", "kind", "other"), [(3, "needs", 2), (1, "excludes", 3)])
def test_project_that_cannot_stand_beside_what_is_built_is_passed_over(round, project, kind, other):
    """Project 3 is next, but it needs one that lost, or is excluded by one that is built."""
    by_number = {each.number: each.pk for each in round.projects.all()}
    link = ProjectLink(kind=kind, project_id=by_number[project], other_id=by_number[other])
    assert not _fits_beside(by_number[3], {by_number[1]}, [link])
    assert _fits_beside(by_number[3], {by_number[2]}, [link])


def test_winner_that_another_one_needs_is_given_up_after_it(carol, dave):
    needed, needing = certified_round(funded=2, lost=0, needs=(2, 1)).projects.order_by("number")
    with pytest.raises(ValidationError, match=f"only be built if it is: “{needing}”"):
        given_up(needed, carol)
    assert not Consent.objects.exists()
    given_up(needing, carol, dave)
    assert given_up(needed, carol, dave)


def test_finished_project_that_needed_it_holds_nobody_up(carol, dave):
    needed, needing = certified_round(funded=2, lost=0, needs=(2, 1)).projects.order_by("number")
    DeliveryUpdateFactory(project=needing, stage="done")
    assert given_up(needed, carol, dave)


def test_who_steps_in_can_be_given_up_in_turn(carol, dave, winner, round):
    third = given_up(winner, carol, dave).successor
    assert given_up(third, carol, dave).successor.number == 1
    assert balances(round) == {"free": 90_000, "committed": 10_000, "paid": 0}
    call_command("prove_ledger")


def test_extra_money_is_released_too(carol, dave, fiona, winner, round):
    request = ask_for_more_money(actor=carol, project=winner, amount=5_000, reason="Steel.")
    with pytest.raises(ValidationError, match="waits for finance"):
        give_up_project(actor=carol, project=winner, reason=WHY)
    grant_money_request(actor=fiona, request=request)

    assert given_up(winner, carol, dave).released == 45_000
    assert balances(round)["free"] == 70_000


def test_given_up_project_is_settled_for_good(carol, dave, winner):
    given_up(winner, carol, dave)
    for act in (ask_for_more_money, ask_for_closing):
        with pytest.raises(ValidationError, match="books of this project are closed"):
            act(actor=carol, project=winner, amount=1, reason="Still.")
    with pytest.raises(ValidationError, match="books of this project are closed"):
        give_up_project(actor=carol, project=winner, reason=WHY)
    with pytest.raises(ValidationError, match="nothing to report"):
        post_delivery_update(
            actor=carol,
            project=winner,
            spent=0,
            stage="building",
            text="Still.",
            happened_on=date(2026, 11, 2),
        )


def test_project_with_closed_books_is_not_given_up(carol, closed, project):
    with pytest.raises(ValidationError, match="books of this project are closed"):
        give_up_project(actor=carol, project=project, reason=WHY)


def test_reason_is_needed(carol, winner):
    with pytest.raises(ValidationError):
        give_up_project(actor=carol, project=winner, reason=" ")


def test_result_versions_stay_as_they_are(carol, dave, winner, round):
    before = list(Outcome.objects.order_by("pk").values()), list(Result.objects.values())
    given_up(winner, carol, dave)
    assert before == (list(Outcome.objects.order_by("pk").values()), list(Result.objects.values()))


def test_followers_and_authors_of_both_are_told(carol, dave, winner, round):
    heirs = {}
    for number in (4, 3):
        proposal = ProposalFactory()
        helper, follower = UserFactory(), UserFactory()
        CoAuthor.objects.create(proposal=proposal, person=helper, state="accepted")
        Follow.objects.create(person=follower, target=proposal)
        Project.objects.filter(round=round, number=number).update(proposal=proposal)
        heirs[number] = {proposal.author_id, helper.pk, follower.pk}

    given_up(winner, carol, dave)

    told = {
        event: set(Notice.objects.filter(event=event).values_list("person", flat=True))
        for event in ("delivery-given-up", "delivery-stepped-in")
    }
    assert told == {"delivery-given-up": heirs[4], "delivery-stepped-in": heirs[3]}
