"""Who may vote is a declared rule, and who may not reads why and where to go."""

from datetime import date

import pytest

from participation.models import Area, Poll
from participation.votes.eligibility import rule_in_words
from participation.votes.rules import vote_refusal
from tests.factories.people import IdentityFactory, ward
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db


def test_resident_of_another_ward_reads_where_she_lives_and_for_whom_it_is(harbour):
    poll = PollFactory(in_areas=[harbour])
    outsider = IdentityFactory(area=ward("Northgate")).user
    refusal = vote_refusal(outsider, poll)
    assert refusal.words == "You live in Northgate; this poll is for Harbour ward."
    assert refusal.href == "/me/verify/"


def test_neighbourhood_inside_the_ward_belongs_to_it(harbour):
    quay = Area.objects.create(name="Quay", slug="quay", parent=harbour)
    corner = Area.objects.create(name="Corner", slug="corner", parent=quay)
    poll = PollFactory(in_areas=[harbour])
    assert not vote_refusal(IdentityFactory(area=corner).user, poll)


def test_whole_ward_does_not_belong_to_its_neighbourhood(alice, harbour):
    quay = Area.objects.create(name="Quay", slug="quay", parent=harbour)
    assert vote_refusal(alice, PollFactory(in_areas=[quay]))


def test_several_areas_are_all_good(alice, harbour):
    poll = PollFactory(in_areas=[ward("Northgate"), harbour])
    assert not vote_refusal(alice, poll)
    assert rule_in_words(poll) == "For verified residents of Harbour ward or Northgate."


def test_person_whose_ward_is_not_known_reads_so(harbour):
    poll = PollFactory(in_areas=[harbour])
    assert "do not know which part" in vote_refusal(IdentityFactory(area=None).user, poll).words


@pytest.mark.parametrize(("born", "may"), [(2011, False), (2010, True), (2001, True), (2000, False)])
def test_age_counts_by_the_year_of_birth_on_the_declared_day(born, may):
    poll = PollFactory(age_from=16, age_to=25, age_on=date(2026, 5, 1))
    refusal = vote_refusal(IdentityFactory(birth_year=born).user, poll)
    assert bool(refusal) is not may
    if not may:
        expected = f"You turn {2026 - born} in 2026; this poll is for residents, who turn 16 to 25 in 2026."
        assert refusal.words == expected


def test_one_sided_ages_and_an_unknown_year():
    young = PollFactory(age_to=25, age_on=date(2026, 5, 1))
    assert rule_in_words(young) == "For verified residents, who turn 25 or less in 2026."
    assert "year of birth" in vote_refusal(IdentityFactory(birth_year=None).user, young).words
    old = PollFactory(age_from=60, age_on=date(2026, 5, 1))
    assert not vote_refusal(IdentityFactory(birth_year=1950).user, old)


def test_outsider_is_shown_the_way_to_be_verified(charlie):
    refusal = vote_refusal(charlie, PollFactory())
    assert refusal.href.startswith("/me/verify/?next=%2Fpolls%2F")
    assert not vote_refusal(charlie, PollFactory(who=Poll.Who.REGISTERED))


def test_visitor_is_shown_the_log_in(client, alice, harbour):
    poll = PollFactory(in_areas=[ward("Northgate")])
    page = client.get(poll.get_absolute_url()).content.decode()
    assert "Log in to vote." in page
    assert f"/accounts/login/?next=/polls/{poll.pk}/" in page.replace("%2F", "/")


def test_refused_resident_reads_why_on_the_page_and_sees_no_form(log_in, alice):
    poll = PollFactory(in_areas=[ward("Northgate")])
    page = log_in(alice).get(poll.get_absolute_url()).content.decode()
    assert "You live in Harbour ward; this poll is for Northgate." in page
    assert "/vote/" not in page
