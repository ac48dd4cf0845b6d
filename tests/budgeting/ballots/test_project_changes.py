"""A project is withdrawn or costed anew on an opened ballot: by two, in the open, no box opened."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from budgeting.ballots.actions import recost_project, save_draft, withdraw_project
from budgeting.ballots.actions.telling import mail_project_change
from budgeting.ballots.holders import ballot_holders
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import Project, ProjectChange
from budgeting.results.actions import count_round
from participation.accounts.rules import identity_of
from participation.clock import database_now
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, ended, open_round, sealed

pytestmark = pytest.mark.django_db
REASON = "The land was sold."


def cannot(code: str):
    return pytest.raises(ValidationError, check=lambda refusal: refusal.code == code)


@pytest.fixture
def officers(carol, dave):
    return carol, dave


def withdraw(round, officers, number=2):
    project = round.projects.get(number=number)
    return [withdraw_project(actor=each, project=project, reason=REASON) for each in officers][-1]


def recost(round, officers, cost, number=2):
    project = round.projects.get(number=number)
    return [recost_project(actor=each, project=project, cost=cost, reason=REASON) for each in officers][-1]


def test_one_officer_alone_withdraws_nothing(officers):
    round = open_round()
    assert withdraw(round, officers[:1]) is None
    with cannot("same_person"):
        withdraw(round, officers[:1])
    assert round.projects.standing().count() == 3


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_withdrawing_and_costing_by_anyone_but_an_officer_is_refused(request, who):
    round, person = open_round(), request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        withdraw(round, [person])
    with pytest.raises(PermissionDenied):
        recost(round, [person], 5_000)


def test_withdrawing_is_refused_once_sealed_and_costing_once_voting_ended(officers):
    round = ended(open_round())
    with cannot("closed"):
        recost(round, officers, 5_000)
    sealed(round, *officers)
    with cannot("wrong_moment"):
        withdraw(round, officers)


def test_last_project_of_a_pot_stays(officers):
    with cannot("last"):
        withdraw(open_round(projects=1), officers, number=1)


def test_withdrawn_project_takes_no_new_votes(officers):
    round = open_round()
    withdraw(round, officers)
    with pytest.raises(BallotRefused, check=lambda refusal: refusal.code == "withdrawn"):
        cast(round, [1, 2])
    cast(round, [1])


def test_a_repeat_of_a_cast_from_before_still_gives_its_receipt(officers):
    round, identity = open_round(), IdentityFactory()
    receipt = cast(round, [1, 2], identity)
    withdraw(round, officers)
    assert cast(round, [1, 2], identity) == receipt


def test_each_cast_is_checked_against_the_newest_change(officers):
    """Processes remember the projects of a round from one cast to the next."""
    round = open_round()
    cast(round, [2, 3])
    recost(round, officers, 40_000)
    with pytest.raises(BallotRefused, check=lambda refusal: refusal.code == "too_dear"):
        cast(round, [2, 3])
    recost(round, officers, 10_000)
    cast(round, [2, 3])
    withdraw(round, officers)
    with pytest.raises(BallotRefused, check=lambda refusal: refusal.code == "withdrawn"):
        cast(round, [2, 3])


@pytest.mark.parametrize(
    ("declared", "voters"), [("left_out", 2), ("voters_stay", 3)], ids=["left out", "voters stay"]
)
def test_votes_for_it_follow_the_declared_rule(officers, declared, voters):
    round = open_round(rule="greedy_votes", withdrawn_votes=declared, smallest_published_pot=0)
    for choices in ([2], [1, 2], [3]):
        cast(round, choices)
    withdraw(round, officers)

    result = count_round(actor=officers[0], round=sealed(round, *officers))

    assert dict(result.outcomes.values_list("project__number", "votes")) == {1: 1, 3: 1}
    assert result.pots.get().ballots == voters
    assert result.ballots == 3


def test_ballot_that_a_higher_cost_makes_too_dear_still_counts(officers):
    round = open_round()
    cast(round, [2, 3])
    recost(round, officers, 40_000)
    with pytest.raises(BallotRefused, check=lambda refusal: refusal.code == "too_dear"):
        cast(round, [2, 3])
    sealed(round, *officers)
    assert round.counted_ballots.get().choices == [2, 3]


def test_database_takes_another_cost_only_as_it_was_recorded(officers):
    round = open_round()
    recost(round, officers, 25_000)
    project = Project.objects.filter(round=round, number=2)
    assert project.get().cost == 25_000
    for cost in (20_000, 25_001):
        with pytest.raises(IntegrityError), transaction.atomic():
            project.update(cost=cost)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(round=round, number=1).update(cost=25_000)


def test_changes_stay_as_they_were_recorded(officers):
    withdraw(open_round(), officers)
    for act in (ProjectChange.objects.all().delete, lambda: ProjectChange.objects.update(reason="Another")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_voters_and_who_has_a_draft_are_told_and_nobody_else(officers, alice, charlie):
    round = open_round()
    drafter = IdentityFactory(user__email="draft@example.org")
    cast(round, [1], identity_of(alice))
    save_draft(round=round, identity=drafter, choices=[3], arrived_at=database_now())

    assert set(ballot_holders(round)) == {alice, drafter.user}
    change = withdraw(round, officers)
    mail_project_change.func(change.pk, alice.pk)
    assert mail.outbox[0].to == [alice.email]
    assert "Project 2" in mail.outbox[0].body
    assert REASON in mail.outbox[0].body


def test_own_ballot_pages_say_whether_it_is_on_the_ballot(officers, alice, bob, log_in):
    round = open_round()
    cast(round, [2], identity_of(alice))
    other = IdentityFactory()
    cast(round, [1], other)
    withdraw(round, officers)

    for page in ("ballot/", "ballot/in/"):
        mine = log_in(alice).get(f"/rounds/{round.process.slug}/{page}").content.decode()
        theirs = log_in(other.user).get(f"/rounds/{round.process.slug}/{page}").content.decode()
        assert "It is on your ballot" in mine
        assert "It is on your ballot" not in theirs
        assert REASON in theirs


def test_withdrawn_project_stands_on_no_ballot_and_says_so_in_public(officers, alice, client, log_in):
    round = open_round()
    change = withdraw(round, officers)
    ballot = log_in(alice).get(f"/rounds/{round.process.slug}/ballot/").content.decode()
    assert 'value="1"' in ballot
    assert 'name="choice" value="2"' not in ballot
    for address in (round.get_absolute_url(), change.project.get_absolute_url()):
        assert REASON in client.get(address).content.decode()


def test_officers_withdraw_and_cost_anew_in_the_back_office(officers, log_in):
    round = open_round()
    first, second = (log_in(each) for each in officers)
    project = round.projects.get(number=2)
    first.post(
        f"/admin/rounds/{round.pk}/do/recost/", {"project": project.pk, "cost": "250", "reason": REASON}
    )
    second.post(f"/admin/rounds/{round.pk}/second/{round.consents.get().pk}/")
    project.refresh_from_db()
    assert project.cost == 25_000
    first.post(f"/admin/rounds/{round.pk}/do/withdraw/", {"project": project.pk, "reason": REASON})
    second.post(f"/admin/rounds/{round.pk}/second/{round.consents.get().pk}/")
    assert not round.projects.standing().filter(number=2).exists()
