"""Objections hold the certification up; one that is right leads to a new version that says what changed."""

import json

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting.allocation.bundle import recount
from budgeting.models import Consent, Objection, ProjectChange
from budgeting.results.actions import (
    answer_objection,
    certify_result,
    correct_result,
    make_objection,
    publish_result,
    rule_out_project,
)
from budgeting.results.actions.telling import tell_of_answer
from participation.limits.refusal import TooOftenError
from participation.models import AuditEvent

pytestmark = pytest.mark.django_db
CLAIM, ANSWER = "Project 2 stands on private land.", "That is so. It cannot be built."


def cannot(code: str):
    return pytest.raises(ValidationError, check=lambda refusal: refusal.code == code)


def over(result):
    """The days for objections are gone."""
    type(result).objects.filter(pk=result.pk).update(objections_end=result.published_at)
    result.refresh_from_db()
    return result


@pytest.fixture
def objection(published, charlie):
    return make_objection(by=charlie, result=published, reason="I own the land of project 2. Signed, Charlie")


@pytest.fixture
def answered(objection, carol):
    def answer(upheld=True):
        return answer_objection(actor=carol, objection=objection, claim=CLAIM, answer=ANSWER, upheld=upheld)

    return answer


@pytest.fixture
def officer(carol, log_in):
    return log_in(carol)


@pytest.fixture
def ruled_out(answered, published, carol, dave):
    """Project 2, which had won, can no longer win."""
    answered()
    project = published.round.projects.get(number=2)
    for officer in (carol, dave):
        change = rule_out_project(actor=officer, project=project, reason="It stands on private land.")
    return change


def test_anyone_with_an_account_objects_during_the_days(objection, published, charlie):
    assert (objection.made_by, objection.result) == (charlie, published)


def test_nobody_objects_after_the_days_or_before_publication(counted, carol, alice):
    with pytest.raises(PermissionDenied):
        make_objection(by=alice, result=counted, reason="Too early")
    published = over(publish_result(actor=carol, result=counted))
    with pytest.raises(PermissionDenied):
        make_objection(by=alice, result=published, reason="Too late")
    assert not Objection.objects.exists()


def test_a_blocked_person_and_a_visitor_cannot_object(published, alice, client):
    from participation.clock import database_now

    alice.blocked_at = database_now()
    with pytest.raises(PermissionDenied):
        make_objection(by=alice, result=published, reason="Wrong")
    answer = client.post(f"/rounds/{published.round.process.slug}/result/objection/", {"reason": "Wrong"})
    assert answer.status_code == 302
    assert not Objection.objects.exists()


def test_objections_of_one_person_are_limited(published, alice):
    for number in range(5):
        make_objection(by=alice, result=published, reason=f"Point {number}")
    with pytest.raises(TooOftenError):
        make_objection(by=alice, result=published, reason="And another")


def test_certifying_waits_for_every_answer(objection, answered, carol):
    result = over(objection.result)
    with cannot("objections"):
        certify_result(actor=carol, result=result)
    answered(upheld=False)
    assert certify_result(actor=carol, result=result).certifications.count() == 1


def test_certifying_waits_for_the_correction_of_what_is_right(objection, answered, carol):
    answered(upheld=True)
    with cannot("uncorrected"):
        certify_result(actor=carol, result=over(objection.result))


def test_an_answer_is_given_once_by_an_officer_with_words(objection, answered, carol, charlie):
    with pytest.raises(PermissionDenied):
        answer_objection(actor=charlie, objection=objection, claim=CLAIM, answer=ANSWER, upheld=True)
    with pytest.raises(ValidationError, match="Write the answer"):
        answer_objection(actor=carol, objection=objection, claim=CLAIM, answer=" ", upheld=True)
    answered()
    with cannot("answered"):
        answered(upheld=False)


def test_who_objected_is_told(answered, charlie):
    assert tell_of_answer.func(answered().pk) == 1
    assert mail.outbox[0].to == [charlie.email]
    assert ANSWER in mail.outbox[0].body


def test_ruling_out_needs_two_officers_and_an_upheld_objection(answered, carol, dave, charlie, published):
    project = published.round.projects.get(number=2)
    with cannot("no_objection"):
        rule_out_project(actor=carol, project=project, reason="I do not like it")
    answered()
    with pytest.raises(PermissionDenied):
        rule_out_project(actor=charlie, project=project, reason="Mine")
    assert rule_out_project(actor=carol, project=project, reason="Private land") is None
    with cannot("same_person"):
        rule_out_project(actor=carol, project=project, reason="Private land")
    assert rule_out_project(actor=dave, project=project, reason="Private land").kind == "ineligible"
    assert AuditEvent.objects.get(verb="rule_out_project").reason == "Private land"


def test_corrected_version_counts_without_it_and_says_what_changed(ruled_out, published, carol, tmp_path):
    second = correct_result(actor=carol, result=published, reason="Project 2 is out.")

    assert dict(second.outcomes.values_list("project__number", "funded")) == {1: True, 3: True}
    assert second.ballots == published.ballots == 12
    said = json.loads(bytes(second.files.get(name="changes.json").content))
    assert (said["gained"], said["lost"]) == ([3], [2])
    assert said["objections"] == [{"claim": CLAIM, "answer": ANSWER}]
    assert said["taken_out"][0]["project"] == 2
    assert Objection.objects.get().corrected == second
    for file in second.files.all():
        (tmp_path / file.name).write_bytes(bytes(file.content))
    assert recount(tmp_path / "manifest.json") == bytes(second.document)


def test_pages_of_both_versions_show_the_answer_and_the_change_but_no_name(
    ruled_out, published, carol, client
):
    publish_result(
        actor=carol, result=correct_result(actor=carol, result=published, reason="Project 2 is out.")
    )
    address = f"/rounds/{published.round.process.slug}/result/"

    new, old = (client.get(path).content.decode() for path in (address, f"{address}1/"))

    for page in (new, old):
        assert CLAIM in page
        assert ANSWER in page
        assert "Signed, Charlie" not in page
    assert "“Project 3” gets money now." in new
    assert "“Project 2” no longer gets money." in new
    assert "This is an earlier version" in old


def test_form_takes_an_objection_and_says_when_it_is_over(published, alice, log_in):
    client, address = log_in(alice), f"/rounds/{published.round.process.slug}/result/objection/"
    assert "Send the objection" in client.get(address).content.decode()
    assert client.post(address, {"reason": "The rule was another one."}).status_code == 302
    assert Objection.objects.get().made_by == alice
    over(published)
    assert "The time for objections is over" in client.get(address).content.decode()
    assert client.post(address, {"reason": "Again"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 30])
def test_officers_list_takes_a_fixed_number_of_queries(
    rows, published, alice, officer, django_assert_max_num_queries
):
    Objection.objects.bulk_create(
        Objection(result=published, made_by=alice, reason=f"Point {number}") for number in range(rows)
    )
    with django_assert_max_num_queries(30):
        page = officer.get(f"/admin/rounds/{published.round_id}/objections/").content.decode()
    assert page.count("Answer it") == rows


def test_officer_answers_in_the_back_office(objection, carol, log_in):
    officer, address = log_in(carol), f"/admin/rounds/{objection.result.round_id}/objections/{objection.pk}/"
    assert "I own the land" in officer.get(address).content.decode()
    officer.post(address, {"claim": CLAIM, "answer": ANSWER, "upheld": "yes"})
    objection.refresh_from_db()
    assert (objection.upheld, objection.answered_by) == (True, carol)
    desk = officer.get(f"/admin/rounds/{objection.result.round_id}/").content.decode()
    assert "/do/rule-out/" in desk


@pytest.mark.parametrize("who", ["charlie", "bob", "fiona"])
def test_what_people_wrote_is_for_officers_and_auditors(request, objection, log_in, who):
    client = log_in(request.getfixturevalue(who))
    answer = client.get(f"/admin/rounds/{objection.result.round_id}/objections/")
    assert answer.status_code in (302, 403)


def test_officers_rule_out_in_the_back_office(published, answered, carol, dave, log_in):
    answered()
    round, project = published.round, published.round.projects.get(number=2)
    log_in(carol).post(
        f"/admin/rounds/{round.pk}/do/rule-out/", {"project": project.pk, "reason": "Private land"}
    )
    second = Consent.objects.get()
    log_in(dave).post(f"/admin/rounds/{round.pk}/second/{second.pk}/")
    assert ProjectChange.objects.get().project == project
