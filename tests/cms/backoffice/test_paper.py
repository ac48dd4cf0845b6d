"""The screens of paper ballots: to print, at the desk, for boxes; none shows who and what at once."""

import re
from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgeting.ballots.paper.forms_of import form_of_area, forms_of
from budgeting.models import Counterfoil, PaperBox, PaperEntry, PollBookEntry, Round
from participation.accounts.actions import hand_out_code, upload_census
from participation.accounts.papers import Papers
from tests.conftest import staff
from tests.factories.paper import desk_officer, enter, give, paper_box, paper_round, settled_box, version_of
from tests.factories.people import ward
from tests.factories.rounds import (
    PotFactory,
    ProjectFactory,
    RoundFactory,
    RoundPotFactory,
    cast,
    ended,
    open_round,
    opened,
    sealed,
)
from tests.participation.accounts.test_desk_code import BORN, NELL, TYPED

pytestmark = pytest.mark.django_db


def at(name, round, *args):
    return reverse(f"rounds:{name}", args=[round.pk, *args])


def screens(round, box):
    return [
        at("paper", round),
        at("paper_print", round, 0),
        at("paper_give", round),
        at("paper_give_code", round),
        at("paper_box", round),
        at("paper_enter", round, box.pk),
        at("paper_slip", round, box.pk),
        at("paper_again", round, box.pk),
    ]


@pytest.fixture
def register(carol, harbour):
    line = f"{NELL.name},{NELL.birth_date},{NELL.postcode},Harbour ward\n"
    upload_census(actor=carol, file=BytesIO(f"name,date of birth,postcode,ward\n{line}".encode()))


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona"])
def test_screens_are_shut_to_all_but_officers_and_auditors(request, who, carol, log_in):
    box = paper_box(paper_round(), carol, found=1)
    client = log_in(request.getfixturevalue(who))
    for address in screens(box.round, box):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, {}).status_code in (302, 403)


def test_an_auditor_sees_the_figures_and_does_nothing(carol, audrey, log_in):
    box = paper_box(paper_round(), carol, found=1)
    client = log_in(audrey)
    page = client.get(at("paper", box.round))
    assert page.status_code == 200
    assert "Enter it" not in page.content.decode()
    for address in screens(box.round, box)[2:]:
        assert client.get(address).status_code == 302


def test_the_round_desk_leads_to_the_paper_ballots_where_there_are_any(carol, log_in):
    client, link = log_in(carol), "Go to the paper ballots"
    with_paper, without = paper_round(), open_round()
    assert link in client.get(reverse("rounds:desk", args=[with_paper.pk])).content.decode()
    assert link not in client.get(reverse("rounds:desk", args=[without.pk])).content.decode()
    assert client.get(at("paper", without)).status_code == 302


@pytest.mark.parametrize("ballot_type", Round.BallotType.values)
def test_a_form_for_each_type_says_how_to_mark_it_and_carries_its_version(carol, log_in, ballot_type):
    round = paper_round(ballot_type=ballot_type, max_choices=2, points=5)
    page = log_in(carol).get(at("paper_print", round, 0)).content.decode()
    [form] = forms_of(round)
    assert form.version in page
    assert page.count('class="no"') == 3
    assert "data:image/svg+xml" in page
    words = {
        "approval": "Put a cross (X) in the box of each project",
        "knapsack": "must not cost more than the pot holds",
        "choose-1": "Put one cross (X) in each pot",
        "ordinal": "Write 1 in the box of the project that you want most",
        "cumulative": "In each pot you have 5 points",
    }
    assert words[ballot_type] in page


def test_large_print_is_the_same_form_in_larger_letters(carol, log_in):
    round = paper_round()
    address = at("paper_print", round, 0)
    normal, large = (log_in(carol).get(address + end).content.decode() for end in ("", "?large"))
    assert 'class="large"' in large
    assert 'class="large"' not in normal
    assert forms_of(round)[0].version in large


def test_each_ward_has_a_form_with_its_own_pot_first_and_the_towns(carol, log_in):
    round = RoundFactory(paper_rule="paper")
    hill = ward("Hill ward")
    share = RoundPotFactory(round=round, pot=PotFactory(name="Hill pot", area=hill))
    ProjectFactory(round=round, round_pot=share, number=9, title="Hill bench")
    opened(round)
    own, rest = forms_of(round)
    assert own.shares[0].pot.name == "Hill pot"
    assert (len(own.shares), len(rest.shares)) == (2, 1)
    client = log_in(carol)
    assert "Hill bench" in client.get(at("paper_print", round, hill.pk)).content.decode()
    assert "Hill bench" not in client.get(at("paper_print", round, 0)).content.decode()
    assert client.get(at("paper_print", round, 999)).status_code == 404


def test_an_officer_gives_a_ballot_by_the_register_and_the_answer_names_nobody(register, carol, log_in):
    round, client = paper_round(), log_in(carol)
    page = client.post(at("paper_give", round), TYPED).content.decode()
    foil = Counterfoil.objects.get()
    assert foil.number in page
    assert "Nell" not in page
    assert TYPED["postcode"] not in page
    assert form_of_area(round, None).version in page
    again = client.post(at("paper_give", round), TYPED).content.decode()
    assert "was given a paper ballot already" in again
    assert PollBookEntry.objects.count() == 1
    assert client.get(at("paper", round)).content.decode().count(foil.number) == 0


def test_a_name_that_the_register_lacks_is_asked_about(register, carol, log_in):
    page = log_in(carol).post(at("paper_give", paper_round()), {**TYPED, "name": "Nell Quicker"})
    assert "Who is this, by the papers?" in page.content.decode()
    assert not PollBookEntry.objects.exists()


def test_an_officer_gives_a_ballot_for_a_code_that_a_colleague_made(register, carol, dave, log_in):
    round, code = paper_round(), hand_out_code(actor=dave, papers=NELL)
    own = hand_out_code(actor=carol, papers=Papers(NELL.name, BORN, NELL.postcode))
    client = log_in(carol)
    assert "you made it yourself" in client.post(at("paper_give_code", round), {"code": own}).content.decode()
    code = hand_out_code(actor=dave, papers=NELL)
    assert Counterfoil.objects.count() == 0
    page = client.post(at("paper_give_code", round), {"code": code.lower()}).content.decode()
    assert Counterfoil.objects.get().number in page
    assert (
        "We do not know this code"
        in client.post(at("paper_give_code", round), {"code": code}).content.decode()
    )


def test_after_the_end_the_desk_asks_why_it_still_came_in_time(register, carol, log_in):
    round, client = ended(paper_round()), log_in(carol)
    assert "Why it still came in time" in client.post(at("paper_give", round), TYPED).content.decode()
    assert not Counterfoil.objects.exists()
    assert (
        client.post(at("paper_give", round), {**TYPED, "reason": "Letter box, last day."}).status_code == 200
    )
    assert Counterfoil.objects.count() == 1


def begin(client, box):
    return client.post(at("paper_enter", box.round, box.pk), {"version": version_of(box)})


def type_slip(client, box, number, text):
    return client.post(at("paper_slip", box.round, box.pk), {"number": number, "slip": text})


def test_a_box_is_entered_settled_and_closed_on_the_screens(carol, dave, log_in):
    gwen = staff("Gwen", "officer")
    box = paper_box(paper_round(), carol, found=2)
    for person, slips in ((carol, ["1", "2"]), (dave, ["1", "3"])):
        client = log_in(person)
        assert begin(client, box).url == at("paper_slip", box.round, box.pk)
        for number, text in enumerate(slips, start=1):
            assert type_slip(client, box, number, text).status_code == 302
        assert client.post(at("paper_slip", box.round, box.pk), {"finish": "1"}).status_code == 302
    assert "a third person looks" in client.get(at("paper", box.round)).content.decode()
    third = log_in(gwen)
    begin(third, box)
    page = third.get(at("paper_slip", box.round, box.pk)).content.decode()
    assert re.search(r"Ballot\s*<strong>2</strong>", page)
    type_slip(third, box, 2, "3")
    third.post(at("paper_slip", box.round, box.pk), {"finish": "1"})
    box.refresh_from_db()
    assert box.settled == 2


def test_slips_of_another_form_are_turned_away_at_the_first_screen(carol, log_in):
    box = paper_box(paper_round(), carol, found=2)
    page = log_in(carol).post(at("paper_enter", box.round, box.pk), {"version": "2222-3333"})
    assert "another form" in page.content.decode()
    assert not PaperEntry.objects.exists()


def test_a_slip_that_cannot_be_read_stays_in_the_field_and_says_why(carol, log_in):
    box = paper_box(paper_round(), carol, found=2)
    client = log_in(carol)
    begin(client, box)
    page = type_slip(client, box, 1, "1 99").content.decode()
    assert "Number 99 is not on this form." in page
    assert 'value="1 99"' in page


def test_a_pile_of_another_size_is_asked_about_then_taken(carol, log_in):
    box = paper_box(paper_round(), carol, found=2)
    client, address = log_in(carol), at("paper_slip", box.round, box.pk)
    begin(client, box)
    type_slip(client, box, 1, "1")
    assert "the box has 2" in client.post(address, {"finish": "1"}).content.decode()
    assert client.post(address, {"finish": "1", "anyway": "1"}).status_code == 302


def test_no_screen_shows_again_what_anyone_typed(carol, dave, log_in):
    """A project that nobody could guess by its place stands in the form alone, never on a screen of a box."""
    round = RoundFactory(paper_rule="paper", projects=0, ballot_type="approval")
    share = round.pots.get()
    for number in (7001, 7002):
        ProjectFactory(round=round, round_pot=share, number=number)
    box = paper_box(opened(round), carol, found=2)
    first, second = log_in(carol), log_in(dave)
    for client in (first, second):
        begin(client, box)
    type_slip(first, box, 1, "7001")
    type_slip(second, box, 1, "7002")
    for client in (first, second):
        for address in (at("paper", round), at("paper_slip", round, box.pk) + "?again=1"):
            page = client.get(address)
            assert "7001" not in page.content.decode()
            assert "7002" not in page.content.decode()
            assert "no-store" in page["Cache-Control"]
    for session in Session.objects.all():
        assert not {"7001", "7002"} & set(re.findall(r"\d+", str(session.get_decoded())))


def test_no_screen_of_boxes_names_a_voter_and_no_screen_of_the_desk_a_choice(register, carol, dave, log_in):
    round, desk = paper_round(), log_in(desk_officer())
    desk.post(at("paper_give", round), TYPED)
    foil = Counterfoil.objects.get()
    box = settled_box(round, [carol, dave], ["1"])
    for client in (desk, log_in(carol)):
        for address in screens(round, box):
            page = client.get(address, follow=True).content.decode()
            assert foil.number not in page
            assert "Nell" not in page


def test_envelopes_that_stay_shut_are_listed_until_the_sealing(carol, dave, log_in, alice):
    from budgeting.ballots.paper.actions import give_paper_ballot
    from participation.accounts.rules import identity_of

    round = paper_round(paper_rule=Round.PaperRule.ONLINE_COUNTS)
    foil = give_paper_ballot(actor=carol, round=round, identity=identity_of(alice))
    client = log_in(carol)
    assert foil.number not in client.get(at("paper", round)).content.decode()
    cast(round, [1], identity_of(alice))
    assert foil.number in client.get(at("paper", round)).content.decode()
    sealed(round, carol, dave)
    assert foil.number not in client.get(at("paper", round)).content.decode()


def test_a_gap_is_explained_on_its_screen(carol, dave, log_in):
    round = paper_round()
    give(round, people=2)
    settled_box(round, [carol, dave], ["1"])
    client = log_in(carol)
    assert "2 people were given a paper ballot" in client.get(at("paper", round)).content.decode()
    client.post(at("paper_explain", round), {"reason": "One slip was lost."})
    assert "One slip was lost." in client.get(at("paper", round)).content.decode()


def test_a_box_is_opened_and_entered_again_on_its_screens(carol, dave, log_in):
    round, client = ended(paper_round()), log_in(carol)
    client.post(at("paper_box", round), {"place": "Library", "area": "0", "found": "1", "not_returned": "0"})
    box = PaperBox.objects.get()
    enter(box, dave, ["1"])
    client.post(at("paper_again", round, box.pk), {"reason": "The pile fell down."})
    box.refresh_from_db()
    assert (box.place, box.attempt) == ("Library", 2)


def test_the_desk_costs_as_many_queries_with_thirty_boxes_as_with_one(carol, dave, log_in):
    round, client = paper_round(), log_in(carol)
    counts = []
    for boxes in (1, 30):
        for number in range(PaperBox.objects.count(), boxes):
            box = paper_box(round, carol, found=1, place=f"Place {number}")
            PaperEntry.objects.create(box=box, attempt=1, turn=1, entered_by=dave)
        client.get(at("paper", round))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at("paper", round)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_desk_of_paper_says_which_part_somebody_has_and_offers_no_other(register, carol, dave, log_in):
    round, giver, typist = paper_round(), log_in(carol), log_in(dave)
    giver.post(at("paper_give", round), TYPED)
    box = paper_box(round, dave, found=1)
    said = giver.get(at("paper", round)).content.decode()
    assert "Others open and enter the boxes." in said
    assert "Open a box" not in said
    assert at("paper_enter", round, box.pk) not in said
    for name, *more in (("paper_box",), ("paper_enter", box.pk)):
        refused = giver.get(at(name, round, *more), follow=True)
        assert "You gave paper ballots out in this round" in refused.content.decode()
    assert "Others give paper ballots out." in typist.get(at("paper", round)).content.decode()
    typist.post(at("paper_give", round), {**TYPED, "reason": "In time."})
    assert Counterfoil.objects.count() == 1
