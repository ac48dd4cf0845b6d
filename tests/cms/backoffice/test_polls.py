"""Polls in the back office: planned, seen beforehand, published, given time; each act for each role."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from participation.models import AuditEvent, Poll
from participation.votes.actions import add_statement
from tests.factories.people import IdentityFactory, ward
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db
ROLES = ["alice", "bob", "carol", "fiona", "audrey", "charlie"]


def stamp(days: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%d %H:%M")


def form(**changes) -> dict:
    return {
        "process": "",
        "question": "How shall we cross the river?",
        "words": "The old bridge is closed.",
        "kind": "single",
        "options": "A ferry | Every half hour\n\nA bridge\n",
        "min_choices": "1",
        "max_choices": "1",
        "max_points": "5",
        "who": "verified",
        "shown": "1",
        "opens_at": stamp(1),
        "closes_at": stamp(9),
        **changes,
    }


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(file, "PNG")
    return SimpleUploadedFile("ferry.png", file.getvalue(), "image/png")


def test_officer_plans_a_poll_with_its_options_and_publishes_it(carol, log_in, client):
    office = log_in(carol)
    area = ward("Northgate")
    office.post("/admin/polls/new/", form(areas=[area.pk]))
    poll = Poll.objects.get()
    assert [(each.title, each.words) for each in poll.options.all()] == [
        ("A ferry", "Every half hour"),
        ("A bridge", ""),
    ]
    assert list(poll.areas.all()) == [area]
    assert client.get(poll.get_absolute_url()).status_code == 404
    assert "Only staff see this poll" in office.get(poll.get_absolute_url()).content.decode()
    office.post(f"/admin/polls/{poll.pk}/do/publish/")
    assert "For verified residents of Northgate." in client.get(poll.get_absolute_url()).content.decode()
    assert [event.verb for event in AuditEvent.objects.all()] == ["create_poll", "publish_poll"]


def test_plan_is_changed_and_a_picture_stays_with_its_option(carol, log_in):
    office = log_in(carol)
    office.post("/admin/polls/new/", form())
    poll = Poll.objects.get()
    ferry = poll.options.get(title="A ferry")
    act = f"/admin/polls/option/{ferry.pk}/do/picture/"
    assert office.post(act, {"picture": picture(), "picture_alt": "A small boat"}).status_code == 302
    office.post(f"/admin/polls/edit/{poll.pk}/", form(options="A tunnel\nA ferry", question="Over or under?"))
    poll.refresh_from_db()
    assert poll.question == "Over or under?"
    tunnel, ferry = poll.options.all()
    assert not tunnel.picture
    assert ferry.picture_alt == "A small boat"
    page = office.get(poll.get_absolute_url()).content.decode()
    assert 'alt="A small boat"' in page


def test_statements_are_planned_line_by_line(carol, log_in):
    log_in(carol).post(
        "/admin/polls/new/",
        form(kind="statements", options="Trams are good\nCars are loud", takes_statements="on"),
    )
    poll = Poll.objects.get()
    assert [each.text for each in poll.statements.all()] == ["Trams are good", "Cars are loud"]
    assert "Trams are good" in log_in(carol).get(f"/admin/polls/edit/{poll.pk}/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"options": "Only one"}, "2 to 20 options"),
        ({"options": "Same\nsame"}, "same words"),
        ({"options": "x" * 121 + "\nShort"}, "at most 120"),
        ({"closes_at": stamp(0.5)}, "must lie after"),
        ({"age_from": "16"}, "the day on which it counts"),
        ({"kind": "multiple", "max_choices": "3"}, "fewer options than that"),
        ({"who": "registered", "areas": "area"}, "known where they live"),
    ],
)
def test_plan_that_makes_no_sense_says_why(carol, log_in, wrong, words):
    if "areas" in wrong:
        wrong = {**wrong, "areas": [ward("Northgate").pk]}
    shown = log_in(carol).post("/admin/polls/new/", form(**wrong))
    assert shown.status_code == 200
    assert words in shown.content.decode()
    assert not Poll.objects.exists()


def test_open_poll_has_no_form_and_no_act_that_changes_it(carol, log_in):
    poll, office = PollFactory(), log_in(carol)
    desk = office.get(f"/admin/polls/{poll.pk}/").content.decode()
    assert "Change the plan" not in desk
    assert "do/publish/" not in desk
    assert office.get(f"/admin/polls/edit/{poll.pk}/").status_code in (302, 403)
    office.post(f"/admin/polls/edit/{poll.pk}/", form())
    office.post(f"/admin/polls/delete/{poll.pk}/")
    poll.refresh_from_db()
    assert poll.question != "How shall we cross the river?"


def test_open_poll_gets_more_time_and_shows_results_more_sparingly(carol, log_in):
    poll, office = PollFactory(shown=Poll.Shown.ALWAYS), log_in(carol)
    end = poll.closes_at
    office.post(f"/admin/polls/{poll.pk}/do/extend/", {"closes_at": stamp(20), "reason": "Late letters."})
    office.post(f"/admin/polls/{poll.pk}/do/tighten/", {"shown": "2", "reason": "Calm."})
    poll.refresh_from_db()
    assert poll.closes_at > end
    assert poll.shown == Poll.Shown.CLOSED
    early = office.post(f"/admin/polls/{poll.pk}/do/extend/", {"closes_at": stamp(1), "reason": "Enough."})
    assert "never closes early" in early.content.decode()


def test_plan_that_nobody_saw_is_dropped(carol, log_in):
    poll = PollFactory(published=False)
    log_in(carol).post(f"/admin/polls/delete/{poll.pk}/")
    assert not Poll.objects.exists()


@pytest.mark.parametrize("name", ROLES)
def test_screens_and_acts_of_each_role(name, request, log_in):
    person = request.getfixturevalue(name)
    running, plan = PollFactory(shown=Poll.Shown.ALWAYS), PollFactory(published=False)
    browser = log_in(person)
    looks = browser.get(f"/admin/polls/{running.pk}/").status_code == 200
    assert looks is (name in ("bob", "carol", "fiona", "audrey"))
    browser.post(f"/admin/polls/{plan.pk}/do/publish/")
    browser.post(f"/admin/polls/{running.pk}/do/extend/", {"closes_at": stamp(20), "reason": "More."})
    browser.post(f"/admin/polls/{running.pk}/do/tighten/", {"shown": "2", "reason": "Less."})
    browser.post("/admin/polls/new/", form())
    option = PollFactory(published=False).options.first()
    browser.post(f"/admin/polls/option/{option.pk}/do/picture/", {"picture": picture(), "picture_alt": "A"})
    verbs = {event.verb for event in AuditEvent.objects.all()}
    every = {"publish_poll", "extend_poll", "tighten_results", "create_poll", "change_poll"}
    assert verbs == (every if name == "carol" else set())


@pytest.mark.parametrize("name", ROLES)
def test_waiting_statement_is_shown_by_facilitators_and_officers(name, request, log_in):
    poll = PollFactory(kind=Poll.Kind.STATEMENTS, takes_statements=True, hold_first=True)
    added = add_statement(author=IdentityFactory().user, poll=poll, text="Cats rule")
    browser = log_in(request.getfixturevalue(name))
    browser.post(f"/admin/polls/statement/{added.pk}/do/release/")
    added.refresh_from_db()
    assert added.held is (name not in ("bob", "carol"))


def test_first_screen_says_what_waits(carol, bob, log_in):
    PollFactory(published=False, question="Shall we?")
    poll = PollFactory(kind=Poll.Kind.STATEMENTS, takes_statements=True, hold_first=True)
    add_statement(author=IdentityFactory().user, poll=poll, text="Cats rule")
    for person, publishes in ((carol, True), (bob, False)):
        page = log_in(person).get("/admin/").content.decode()
        assert ("must be published before it can open: Shall we?" in page) is publishes
        assert ("statement waits to be shown" in page) is publishes
        # Facilitators find statements in the one queue, among all that waits for them.
        assert ("thing waits for a facilitator" in page) is not publishes


def test_list_takes_the_same_queries_for_one_and_thirty(carol, log_in, django_assert_max_num_queries):
    office = log_in(carol)
    PollFactory()
    office.get("/admin/polls/")
    for _round in range(2):
        with django_assert_max_num_queries(22):
            assert office.get("/admin/polls/").status_code == 200
        for _each in range(29):
            PollFactory()


@pytest.mark.parametrize(("kind", "most"), [("multiple", 3), ("ranked", 3), ("single", 1)])
def test_most_choices_left_empty_are_as_many_as_there_are_options(carol, log_in, kind, most):
    sent = form(kind=kind, options="A ferry\nA bridge\nA tunnel", max_choices="")
    log_in(carol).post("/admin/polls/new/", sent)
    poll = Poll.objects.get()
    assert (poll.min_choices, poll.max_choices) == (1, most)
