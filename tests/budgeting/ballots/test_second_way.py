"""A ballot opens to who gave more than facts of the register."""

import pytest
from django.urls import reverse

from budgeting.ballots.actions.casting import cast_ballot
from budgeting.ballots.actions.drafts import save_draft
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import PollBookEntry
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.models import VerificationPolicy
from tests.budgeting.ballots.test_casting import open_round
from tests.factories.people import IdentityFactory

pytestmark = pytest.mark.django_db


def unsure():
    return IdentityFactory(second_way="").user


def test_ballot_of_who_gave_register_facts_alone_is_refused():
    round, voter = open_round(), identity_of(unsure())

    with pytest.raises(BallotRefused) as refused:
        cast_ballot(
            round=round, identity=voter, choices=[1], channel="online", key="k", arrived_at=database_now()
        )
    assert refused.value.code == "second_way"
    with pytest.raises(BallotRefused):
        save_draft(round=round, identity=voter, choices=[1], arrived_at=database_now())
    assert not PollBookEntry.objects.exists()


def test_ballot_page_says_why_and_leads_to_the_second_way(log_in):
    round = open_round()

    page = log_in(unsure()).get(reverse("ballot", args=[round.process.slug])).content.decode()

    assert "confirm who you are in a second way" in page
    assert reverse("second_way") in page


def test_ballot_opens_where_the_council_asks_for_nothing_more(log_in):
    round = open_round()
    VerificationPolicy.objects.update_or_create(pk=1, defaults={"asks_second_way": False})

    page = log_in(unsure()).get(reverse("ballot", args=[round.process.slug]))

    assert page.templates[0].name != "budgeting/ballot_refused.html"
