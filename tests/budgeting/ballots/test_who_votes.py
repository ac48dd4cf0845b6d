"""Who has a vote by age and by ward, also in one other ward; each refusal says why."""

import pytest

from budgeting.ballots.actions import read_own_choices
from budgeting.ballots.basket import basket_of
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.rules import why_no_vote
from budgeting.models import PollBookEntry
from budgeting.rounds.who_votes import voting_year
from participation.clock import database_now
from tests.factories.people import IdentityFactory, ward
from tests.factories.rounds import PotFactory, ProjectFactory, RoundFactory, RoundPotFactory, cast, opened

pytestmark = pytest.mark.django_db


def wards_round(**rules):
    """A town pot with project 1, and a pot with one project in each of three wards: 2, 3 and 4."""
    round = RoundFactory(projects=1, **rules)
    for number, name in enumerate(("Harbour ward", "Northgate", "Old Town"), start=2):
        share = RoundPotFactory(round=round, pot=PotFactory(name=f"{name} pot", area=ward(name)))
        ProjectFactory(round=round, round_pot=share, number=number)
    return opened(round)


def refusal_of(round, choices, identity) -> BallotRefused:
    with pytest.raises(BallotRefused) as refused:
        cast(round, choices, identity)
    assert not PollBookEntry.objects.exists()
    return refused.value


def born(round, age: int):
    return IdentityFactory(birth_year=voting_year(round) - age)


def test_age_is_what_is_reached_in_the_year_of_the_vote():
    round = wards_round(age_from=16, age_to=20)
    for age in (16, 20):
        cast(round, [1], born(round, age), key=str(age))
    assert PollBookEntry.objects.count() == 2


@pytest.mark.parametrize("age", [15, 21])
def test_who_is_not_of_the_age_hears_it_before_and_when_casting(age):
    round = wards_round(age_from=16, age_to=20)
    person = born(round, age)
    refusal = refusal_of(round, [1], person)
    assert refusal.code == "age"
    assert f"You turn {age} in" in refusal.sentence
    assert "residents who turn 16 to 20" in refusal.sentence
    assert why_no_vote(person.user, person, round, database_now()) == refusal.sentence


def test_unknown_year_of_birth_is_refused_only_where_age_counts():
    person = IdentityFactory(birth_year=None)
    assert "do not know your year of birth" in refusal_of(wards_round(age_to=20), [1], person).sentence
    cast(wards_round(), [1], person)


def test_pot_of_another_ward_is_refused_with_both_names():
    refusal = refusal_of(wards_round(), [3], IdentityFactory(area=ward("Harbour ward")))
    assert refusal.code == "other_ward"
    assert "You live in Harbour ward; “Northgate pot” is for Northgate." in refusal.sentence


def test_one_other_ward_may_be_chosen_where_declared(harbour):
    round, person = wards_round(one_other_ward=True), IdentityFactory(area=harbour)
    cast(round, [1, 2, 4], person)
    assert read_own_choices(round=round, identity=person) == (1, 2, 4)
    cast(round, [3], person, key="again")


def test_two_other_wards_are_refused(harbour):
    refusal = refusal_of(wards_round(one_other_ward=True), [1, 3, 4], IdentityFactory(area=harbour))
    assert refusal.code == "two_wards"


def test_who_lives_where_is_not_known_chooses_in_the_town_alone():
    round, person = wards_round(one_other_ward=True), IdentityFactory(area=None)
    assert refusal_of(round, [3], person).code == "other_ward"
    cast(round, [1], person)


def test_basket_shows_the_other_wards_after_the_own_where_declared(harbour):
    person = IdentityFactory(area=harbour)
    names = [pot.share.pot.name for pot in basket_of(wards_round(one_other_ward=True), person, ()).pots]
    assert names[0] == "Harbour ward pot"
    assert names[2:] == ["Northgate pot", "Old Town pot"]
    assert len(basket_of(wards_round(), person, ()).pots) == 2


def test_ballot_with_two_other_wards_comes_back_with_the_reason(harbour, client):
    round, person = wards_round(one_other_ward=True), IdentityFactory(area=harbour)
    client.force_login(person.user)
    address = f"/rounds/{round.process.slug}/ballot/"
    assert b"you can choose projects of one other ward" in client.get(address).content
    shown = client.post(address, {"choice": ["1", "3", "4"], "review": "yes"})
    assert b"two or more other wards" in shown.content
    assert client.post(address, {"choice": ["1", "3"], "review": "yes"}).status_code == 302


def test_vote_without_a_pot_for_the_own_ward_names_the_wards_that_have_one(harbour):
    round = RoundFactory(projects=0)
    round.pots.all().delete()
    share = RoundPotFactory(round=round, pot=PotFactory(area=ward("Northgate")))
    ProjectFactory(round=round, round_pot=share, number=1)
    refusal = refusal_of(opened(round), [1], IdentityFactory(area=harbour))
    assert refusal.code == "no_pot"
    assert "You live in Harbour ward. The pots of this vote are for Northgate." in refusal.sentence
