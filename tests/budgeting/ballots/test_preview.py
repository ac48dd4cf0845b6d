"""Staff look at the ballot of a planned round as a resident will see it; nothing can be kept or cast."""

import pytest

from budgeting.models import BallotDraft, PollBookEntry
from tests.factories.people import ward
from tests.factories.rounds import PotFactory, ProjectFactory, RoundFactory, RoundPotFactory, open_round

pytestmark = pytest.mark.django_db


def preview(client, round, query=""):
    return client.get(f"/rounds/{round.process.slug}/ballot/preview/{query}")


def two_wards(**rules):
    round = RoundFactory(projects=1, **rules)
    for number, name in enumerate(("Harbour ward", "Northgate"), start=2):
        share = RoundPotFactory(round=round, pot=PotFactory(name=f"{name} pot", area=ward(name)))
        ProjectFactory(round=round, round_pot=share, number=number)
    return round


def test_officer_sees_the_ballot_of_each_ward_marked_as_preview(carol, log_in):
    round, client = two_wards(), log_in(carol)
    page = preview(client, round).content.decode()
    assert "This is a preview" in page
    assert "Harbour ward pot" in page
    assert "Northgate pot" not in page
    page = preview(client, round, f"?ward={ward('Northgate').pk}").content.decode()
    assert "Northgate pot" in page
    assert "Harbour ward pot" not in page


@pytest.mark.parametrize(
    "rules",
    [
        {"ballot_type": "ordinal", "max_choices": 2},
        {"ballot_type": "cumulative", "points": 5},
        {"ballot_type": "choose-1"},
        {"ballot_type": "approval"},
    ],
)
def test_every_kind_of_ballot_is_shown_without_a_button_that_sends_it(carol, log_in, rules):
    page = preview(log_in(carol), RoundFactory(**rules)).content.decode()
    form = page.split('<form class="ballot"')[1].split("</form>")[0]
    assert 'method="get"' in form.splitlines()[0]
    assert "csrfmiddlewaretoken" not in form
    for button in ("Review your ballot", "Compare side by side", 'name="save"'):
        assert button not in form


def test_looking_keeps_nothing_and_casting_is_refused(carol, log_in):
    round, client = RoundFactory(), log_in(carol)
    preview(client, round, "?choice=1")
    client.post(f"/rounds/{round.process.slug}/ballot/cast/", {"choice": ["1"], "key": "k" * 20})
    assert not PollBookEntry.objects.exists()
    assert not BallotDraft.objects.exists()


@pytest.mark.parametrize("name", ["alice", "charlie", "bob", "fiona"])
def test_residents_and_other_staff_find_no_preview(name, request, client, log_in):
    person = request.getfixturevalue(name)
    assert preview(log_in(person), RoundFactory()).status_code == 404
    assert preview(client, RoundFactory()).status_code == 404


def test_opened_round_has_no_preview_any_more(carol, log_in):
    assert preview(log_in(carol), open_round()).status_code == 404
