"""Officers work through the queue of checks in the back office."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgeting.models import AreaOfficer, Assessment, Project
from budgeting.rounds.assessing.questions import Question
from tests.factories.people import ward
from tests.factories.rounds import RoundFactory
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(db):
    return RoundFactory(projects=1)


def checks(round, number, **facts):
    due = timezone.localdate() + timedelta(days=5)
    given = {"due": due, **facts}
    return [
        Assessment.objects.create(round=round, proposal=ProposalFactory(), **given) for _ in range(number)
    ]


def do(client, check, act, **data):
    return client.post(f"/admin/assessments/{check.pk}/do/{act}/", data, follow=True)


def test_officer_takes_a_proposal_from_the_list_to_a_project(round, carol, dave, log_in, harbour):
    proposal = ProposalFactory(area=harbour)
    AreaOfficer.objects.create(area=harbour, officer=dave)
    officer = log_in(carol)
    assert b"Check it" in officer.get(f"/admin/rounds/{round.pk}/take-in/").content
    begin = f"/admin/rounds/{round.pk}/check/?proposal={proposal.pk}"
    assert f'value="{dave.pk}" selected' in officer.get(begin).content.decode()
    officer.post(begin, {"officer": dave.pk, "due": timezone.localdate().isoformat()})
    check = Assessment.objects.get()
    assert check.officer == dave
    do(officer, check, "questions", **{question.value: "yes" for question in Question})
    do(officer, check, "cost", label="Bench", amount="300")
    do(officer, check, "cost", label="Paint", amount="20", yearly="on")
    do(officer, check, "note", text="Ask the port.")
    shown = officer.get(f"/admin/assessments/{check.pk}/").content.decode()
    assert "£300 once, then £20 a year" in shown
    assert "Ask the port." in shown
    assert "Carol began to check a proposal" in shown
    answer = do(officer, check, "feasible", round_pot=round.pots.get().pk, reason="All is well.")
    assert "is project number" in answer.content.decode()
    assert Project.objects.get(proposal=proposal).running_cost == 2_000


def test_wrong_input_is_named_beside_its_field(round, carol, log_in):
    check, officer = checks(round, 1)[0], log_in(carol)
    assert b"Say in a few words why" in do(officer, check, "questions", land="no").content
    assert (
        b"Answer this question first"
        in do(officer, check, "feasible", round_pot=round.pots.get().pk, reason="Yes.").content
    )


def test_cost_line_is_taken_out_by_an_officer_alone(round, carol, audrey, log_in):
    check = checks(round, 1)[0]
    line = check.cost_lines.create(label="Gold", amount=100)
    address = f"/admin/assessments/{check.pk}/lines/{line.pk}/remove/"
    log_in(audrey).post(address)
    assert check.cost_lines.exists()
    log_in(carol).post(address)
    assert not check.cost_lines.exists()


def test_queue_shows_mine_and_filters_the_others(round, carol, dave, log_in):
    mine, late, other = (checks(round, 1, officer=person)[0] for person in (carol, dave, dave))
    Assessment.objects.filter(pk=late.pk).update(due=timezone.localdate() - timedelta(days=1))
    officer = log_in(carol)

    def shown(query=""):
        page = officer.get(f"/admin/assessments/{query}").content.decode()
        return {each.pk for each in (mine, late, other) if f"/admin/assessments/{each.pk}/" in page}

    assert shown() == {mine.pk}
    assert shown("?whose=all") == {mine.pk, late.pk, other.pk}
    assert shown("?whose=late") == {late.pk}
    assert shown("?whose=nobody") == set()
    assert shown("?whose=all&state=checking") == set()
    assert shown(f"?whose=all&area={mine.proposal.area_id}") == {mine.pk, late.pk, other.pk}
    assert shown(f"?whose=all&area={ward('Mill ward').pk}") == set()


def test_queue_asks_the_same_for_one_row_and_for_thirty(round, carol, log_in):
    officer = log_in(carol)
    counts = []
    for more in (1, 29):
        checks(round, more)
        officer.get("/admin/assessments/?whose=all")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            officer.get("/admin/assessments/?whose=all")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_outsiders_see_no_check_and_auditors_change_none(round, charlie, bob, audrey, log_in):
    check = checks(round, 1)[0]
    for person in (charlie, bob):
        client = log_in(person)
        assert client.get("/admin/assessments/").status_code == 302
        assert client.get(f"/admin/assessments/{check.pk}/").status_code == 302
    auditor = log_in(audrey)
    assert auditor.get(f"/admin/assessments/{check.pk}/").status_code == 200
    do(auditor, check, "infeasible", reason="No.")
    check.refresh_from_db()
    assert check.state == "waiting"


def test_officer_says_who_checks_which_area(carol, dave, harbour, log_in):
    officer = log_in(carol)
    officer.post("/admin/assessments/areas/", {f"area_{harbour.pk}": dave.pk})
    assert AreaOfficer.objects.get().officer == dave
    assert f'value="{dave.pk}" selected' in officer.get("/admin/assessments/areas/").content.decode()
    officer.post("/admin/assessments/areas/", {f"area_{harbour.pk}": ""})
    assert not AreaOfficer.objects.exists()


def test_first_screen_counts_the_checks_that_wait_for_me(round, carol, log_in):
    checks(round, 2, officer=carol)
    assert "proposals wait for you to check them" in log_in(carol).get("/admin/").content.decode()
