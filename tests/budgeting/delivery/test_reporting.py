"""Who reports how far a project is, on which projects, and what a report may say."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from budgeting.delivery.actions import post_delivery_update, withdraw_delivery_update
from budgeting.models import DeliveryUpdate
from participation.clock import database_now
from participation.models import AuditEvent
from tests.factories.delivery import DeliveryUpdateFactory, certified_round, png, result_of
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db):
    """A funded project that costs £100."""
    return certified_round().projects.get(number=1)


def report(actor, project, **changes):
    words = {"happened_on": date(2026, 11, 2), "stage": "building", "text": "We dug.", "spent": 2_000}
    return post_delivery_update(actor=actor, project=project, **{**words, **changes})


def refused(actor, project, **changes) -> dict:
    with pytest.raises(ValidationError) as error:
        report(actor, project, **changes)
    assert not DeliveryUpdate.objects.filter(text=changes.get("text", "We dug.")).exists()
    return error.value.message_dict


def test_officer_reports_on_a_funded_project(carol, project):
    update = report(carol, project)

    assert (update.project, update.spent, update.stage) == (project, 2_000, "building")
    event = AuditEvent.objects.get()
    assert (event.verb, event.target_id, event.facts["spent"]) == (
        "post_delivery_update",
        str(project.pk),
        2_000,
    )


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_nobody_else_reports_or_takes_back(request, project, who):
    person, update = request.getfixturevalue(who), DeliveryUpdateFactory(project=project)

    with pytest.raises(PermissionDenied):
        report(person, project)
    with pytest.raises(PermissionDenied):
        withdraw_delivery_update(actor=person, update=update, reason="Mine.")
    assert DeliveryUpdate.objects.get() == update


def test_project_that_lost_is_not_reported_on(carol):
    lost = certified_round(funded=1, lost=1).projects.get(number=2)

    with pytest.raises(ValidationError, match="Only projects that a confirmed result funds"):
        report(carol, lost)


def test_project_of_a_round_without_confirmed_result_is_not_reported_on(carol):
    round = open_round()
    result_of(round, funded=3, certified=False)

    with pytest.raises(ValidationError, match="Only projects that a confirmed result funds"):
        report(carol, round.projects.get(number=1))


def test_correction_under_way_leaves_what_is_confirmed_in_force(carol, project):
    result_of(project.round, funded=0, certified=False, version=2)
    report(carol, project)

    result_of(project.round, funded=0, version=3)

    with pytest.raises(ValidationError, match="Only projects that a confirmed result funds"):
        report(carol, project)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("happened_on", {"happened_on": date(2999, 1, 1)}),
        ("stage", {"stage": "nearly"}),
        ("text", {"text": " "}),
        ("spent", {"spent": 10_001}),
        ("picture", {"picture": SimpleUploadedFile("x.png", b"no picture")}),
    ],
)
def test_wrong_report_is_refused_and_names_the_field(carol, project, field, changes):
    assert field in refused(carol, project, **changes)


def test_spending_above_the_cost_says_what_has_to_happen_first(carol, project):
    words = refused(carol, project, spent=10_001)["spent"]

    assert words == [
        "The vote gave this project £100. To spend more, the council must first approve more money."
    ]
    assert report(carol, project, spent=10_000).spent == 10_000


def test_spending_never_falls_from_one_day_to_a_later_one(carol, project):
    report(carol, project, happened_on=date(2026, 10, 1), spent=2_000)
    report(carol, project, happened_on=date(2026, 11, 1), spent=5_000)

    assert (
        "£20 was spent already"
        in refused(carol, project, happened_on=date(2026, 10, 2), spent=1_999, text="Less.")["spent"][0]
    )
    assert (
        "A later report says £50"
        in refused(carol, project, happened_on=date(2026, 10, 31), spent=5_001, text="More.")["spent"][0]
    )
    assert report(carol, project, happened_on=date(2026, 10, 15), spent=3_000)


def test_today_may_be_reported_on(carol, project):
    today = timezone.localdate(database_now())

    assert report(carol, project, happened_on=today)
    assert "happened_on" in refused(
        carol, project, happened_on=today + timedelta(days=1), spent=3_000, text="Too early."
    )


def test_picture_needs_words_and_is_re_encoded(carol, project):
    sent = {"picture": SimpleUploadedFile("bench.png", png())}
    assert "picture_alt" in refused(carol, project, **sent)

    update = report(
        carol, project, picture=SimpleUploadedFile("bench.png", png()), picture_alt="A bench by the water"
    )

    assert update.picture.name.endswith(".webp")


def test_wrong_report_is_taken_back_with_a_reason(carol, project, django_capture_on_commit_callbacks):
    update = report(carol, project, picture=SimpleUploadedFile("b.png", png()), picture_alt="A bench")
    storage, name = update.picture.storage, update.picture.name

    with pytest.raises(ValidationError):
        withdraw_delivery_update(actor=carol, update=update, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_delivery_update(actor=carol, update=update, reason="The figure was wrong.")

    assert not DeliveryUpdate.objects.exists()
    assert not storage.exists(name)
    assert AuditEvent.objects.get(verb="withdraw_delivery_update").reason == "The figure was wrong."
    assert report(carol, project, spent=0).spent == 0
