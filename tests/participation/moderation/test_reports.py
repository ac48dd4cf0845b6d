"""Readers report what others wrote."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from participation.limits.table import REPORTS
from participation.models import Comment, Report
from participation.moderation.actions import decide, report
from tests.factories.talk import CommentFactory, ProposalFactory, house_rule


@pytest.fixture
def comment(harbour):
    return comment_on_proposal()


def comment_on_proposal(**fields) -> Comment:
    return CommentFactory(thread=ProposalFactory().thread, **fields)


def address(thing, key: str = "comment") -> str:
    return reverse("report_new", args=[key, thing.pk])


@pytest.mark.django_db
def test_report_waits_for_a_decision_and_thanks(comment, charlie, log_in):
    client = log_in(charlie)
    assert comment.text[:20] in client.get(address(comment)).content.decode()

    response = client.post(address(comment), {"reason": "abuse", "note": "It names my sister."})

    assert "Thank you" in client.get(response.url).content.decode()
    one = Report.objects.get()
    assert (one.target, one.reporter, one.reason, one.note) == (
        comment,
        charlie,
        "abuse",
        "It names my sister.",
    )


@pytest.mark.django_db
def test_report_of_a_proposal(charlie, log_in):
    proposal = ProposalFactory()

    log_in(charlie).post(address(proposal, "proposal"), {"reason": "spam"})

    assert Report.objects.get().target == proposal


@pytest.mark.django_db
def test_report_without_reason_keeps_the_note(comment, charlie, log_in):
    page = log_in(charlie).post(address(comment), {"note": "It names my sister."})

    assert page.context["form"].errors["reason"]
    assert "It names my sister." in page.content.decode()
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_visitor_is_asked_to_log_in(comment):
    assert Client().get(address(comment)).url.startswith(reverse("account_login"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/report/comment/999999/", "/report/process/1/", "/report/user/1/", "/report/comment/0/"]
)
def test_unknown_thing_cannot_be_reported(path, charlie, log_in):
    assert log_in(charlie).get(path).status_code == 404


@pytest.mark.django_db
def test_own_comment_cannot_be_reported(charlie, log_in):
    own = comment_on_proposal(author=charlie)

    assert log_in(charlie).post(address(own), {"reason": "abuse"}).status_code == 403
    with pytest.raises(PermissionDenied):
        report(reporter=charlie, target=own, reason="abuse")


@pytest.mark.django_db
def test_hidden_comment_can_neither_be_seen_nor_reported(comment, bob, charlie, log_in):
    decide(actor=bob, target=comment, verdict="hide", rule=house_rule(), reason="It insults.")
    comment.refresh_from_db()

    assert log_in(charlie).get(address(comment)).status_code == 404
    with pytest.raises(PermissionDenied):
        report(reporter=charlie, target=comment, reason="abuse")


@pytest.mark.django_db
def test_blocked_person_cannot_report(comment, charlie):
    from django.utils import timezone

    charlie.blocked_at = timezone.now()
    with pytest.raises(PermissionDenied):
        report(reporter=charlie, target=comment, reason="abuse")


@pytest.mark.django_db
def test_second_report_of_a_reader_changes_the_open_one(comment, charlie):
    report(reporter=charlie, target=comment, reason="abuse")
    report(reporter=charlie, target=comment, reason="private", note="A phone number.")

    one = Report.objects.get()
    assert (one.reason, one.note) == ("private", "A phone number.")


@pytest.mark.django_db
def test_database_refuses_a_second_open_report(comment, charlie):
    Report.objects.create(target=comment, reporter=charlie, reason="abuse")

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(target=comment, reporter=charlie, reason="abuse")


@pytest.mark.django_db
def test_reports_an_hour_are_limited_in_words(charlie, log_in):
    for _ in range(REPORTS.most):
        report(reporter=charlie, target=comment_on_proposal(), reason="spam")

    page = log_in(charlie).post(address(comment_on_proposal()), {"reason": "spam", "note": "Again."})

    assert page.status_code == 429
    assert "10 reports in an hour" in page.content.decode()
    assert "Again." in page.content.decode()
    assert Report.objects.count() == REPORTS.most


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_parallel_reports_of_a_reader_leave_one(comment, charlie):
    def once(_number):
        try:
            return report(reporter=charlie, target=comment, reason="abuse").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        keys = set(pool.map(once, range(10)))

    assert keys == {Report.objects.get().pk}


@pytest.mark.django_db
def test_unknown_reason_is_refused(comment, charlie):
    with pytest.raises(ValidationError):
        report(reporter=charlie, target=comment, reason="boring")
