"""The demo's small rounds leave work for a newcomer: a card to vote with, and a pile to enter."""

import pytest

from budgeting.ballots.actions import seal_box
from budgeting.ballots.codes.admitting import enter_code
from budgeting.ballots.paper.reconciling import figures_of
from budgeting.models import PaperBox, Round
from cms.demo.papers import lay_out, on_the_desk
from cms.demo.seeding.people import Cast
from cms.demo.seeding.places import Places
from cms.demo.seeding.small_rounds import HARBOUR_SLIPS, MILLFIELDS_SLIPS, VOTERS, seed_small_rounds
from participation.accounts.models import SecondWay
from participation.clock import database_now
from participation.models import Area
from tests.conftest import staff
from tests.factories.paper import enter
from tests.factories.people import IdentityFactory
from tests.factories.talk import category

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    people = VOTERS + len(HARBOUR_SLIPS) + len(MILLFIELDS_SLIPS)
    identities = dict(enumerate(IdentityFactory.create_batch(people, second_way=SecondWay.DESK)))
    users = {name: staff(name.title(), "officer") for name in ("carol", "dilys", "idris")}
    users["farah"] = staff("Farah", "finance")
    return Cast(users, identities, [])


@pytest.fixture
def papers(cast):
    town = Area.objects.create(kind=Area.Kind.CITY, name="The town", slug="the-town")
    return seed_small_rounds(
        cast, Places(town, {}, {"climate": category("Climate"), "play": category("Play")})
    )


def test_card_on_the_desk_opens_the_ballot_of_a_pupil(papers):
    hall = Round.objects.get(process__slug="ferry-hall")
    assert (hall.ballot_type, hall.state()) == ("ordinal", "open")
    shown = enter_code(round=hall, code=papers.codes[0], arrived_at=database_now(), where="demo")
    assert shown.identity.elector.electorate.name == "Pupils of Millfields School"


def test_newcomer_enters_the_pile_as_the_second_person_and_then_two_seal(papers, cast):
    corners = Round.objects.get(process__slug="green-corners")
    assert (corners.ballot_type, corners.state()) == ("cumulative", "scrutiny")
    settled, waiting = PaperBox.objects.order_by("pk")
    assert settled.reconciles
    assert waiting.settled is None
    assert waiting.place in figures_of(corners).before_sealing
    enter(waiting, cast.staff("carol"), papers.slips)
    assert figures_of(corners).fit
    seal_box(actor=cast.staff("carol"), round=corners)
    assert seal_box(actor=cast.staff("dilys"), round=corners)


def test_demo_desk_shows_what_lies_on_it(papers, client, settings, tmp_path):
    if not settings.EMBEDDED:
        pytest.skip("the demo desk exists on the embedded site alone")
    settings.VAR_DIR = tmp_path
    assert on_the_desk() is None
    lay_out(papers)
    (tmp_path / "demo-town").touch()
    page = client.get("/demo/").content.decode()
    assert papers.codes[0] in page
    assert "Slips from the box at Millfields Primary School" in page
    assert papers.version in page
