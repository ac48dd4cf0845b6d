"""Areas, categories, pots, processes, roles, the audit log and the first screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgeting.models import Pot
from participation.audit.actions import record
from participation.models import Area, AuditEvent, Category, Phase, PhaseExtension, Process
from tests.factories.people import UserFactory, ward
from tests.factories.rounds import RoundFactory, ended, open_round
from tests.factories.talk import PhaseFactory, ProcessFactory, ProposalFactory

pytestmark = pytest.mark.django_db


def stamp(days: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%d %H:%M")


def test_officer_makes_changes_and_removes_an_area(carol, log_in):
    client = log_in(carol)
    client.post("/admin/areas/new/", {"name": "Saltmarsh", "slug": "saltmarsh", "kind": "ward"})
    area = Area.objects.get(slug="saltmarsh")
    client.post(f"/admin/areas/edit/{area.pk}/", {"name": "Salt Marsh", "slug": "saltmarsh", "kind": "ward"})
    area.refresh_from_db()
    assert area.name == "Salt Marsh"
    client.post(f"/admin/areas/delete/{area.pk}/")
    assert not Area.objects.filter(pk=area.pk).exists()
    assert [one.verb for one in AuditEvent.objects.all()] == ["create_area", "change_area", "remove_area"]


def test_area_inside_itself_is_refused(carol, log_in):
    outer = ward("Outer")
    inner = Area.objects.create(name="Inner", slug="inner", parent=outer)
    form = {"name": "Outer", "slug": "outer", "kind": "ward", "parent": inner.pk}
    assert b"cannot lie inside itself" in log_in(carol).post(f"/admin/areas/edit/{outer.pk}/", form).content


def test_area_with_proposals_stays_and_says_why(carol, log_in):
    area = ProposalFactory().area
    shown = log_in(carol).post(f"/admin/areas/delete/{area.pk}/", follow=True)
    assert b"so it stays" in shown.content
    assert Area.objects.filter(pk=area.pk).exists()


def test_category_with_proposals_stays(carol, log_in):
    theme = ProposalFactory().category
    log_in(carol).post(f"/admin/categories/delete/{theme.pk}/")
    assert Category.objects.filter(pk=theme.pk).exists()


def test_taken_category_address_is_named(carol, log_in):
    Category.objects.create(name="Parks", slug="parks")
    shown = log_in(carol).post("/admin/categories/new/", {"name": "Parks too", "slug": "parks"})
    assert shown.status_code == 200
    assert b"already exists" in shown.content


def test_money_comes_into_a_pot(carol, log_in):
    log_in(carol).post("/admin/pots/new/", {"name": "Harbour pot", "area": "", "amount": "£120,000"})
    pot = Pot.objects.get(name="Harbour pot")
    assert pot.free.balance == 12_000_000
    assert "£120,000" in log_in(carol).get("/admin/pots/").content.decode()


def process_form(**changes) -> dict:
    return {
        "title": "Ideas for the quay",
        "slug": "",
        "purpose": "Say what the quay needs.",
        "supports_needed": "50",
        "published": "on",
        "kind_1": Phase.Kind.PROPOSE,
        "phase_1": "Ideas",
        "start_1": stamp(-1),
        "end_1": stamp(20),
        **changes,
    }


def test_officer_makes_a_process_with_phases(carol, log_in):
    more = {"kind_2": Phase.Kind.REVIEW, "phase_2": "Check", "start_2": stamp(20), "end_2": stamp(40)}
    log_in(carol).post("/admin/processes/new/", process_form(**more))
    process = Process.objects.get()
    assert process.slug == "ideas-for-the-quay"
    assert process.is_published
    assert [phase.title for phase in process.phases.all()] == ["Ideas", "Check"]


def test_half_filled_phase_is_named(carol, log_in):
    shown = log_in(carol).post("/admin/processes/new/", process_form(kind_2=Phase.Kind.REVIEW))
    assert b"Fill this in, or choose no further phase" in shown.content
    assert not Process.objects.exists()


def test_process_is_published_by_a_confirmed_act(carol, log_in):
    process = ProcessFactory(published_at=None)
    client = log_in(carol)
    assert b"only staff see it" in client.get(f"/admin/processes/{process.pk}/").content
    client.post(f"/admin/processes/{process.pk}/do/publish/")
    process.refresh_from_db()
    assert process.is_published


def test_words_of_a_process_are_corrected(carol, log_in):
    process = ProcessFactory()
    form = {
        "title": "New title",
        "purpose": "Why.",
        "intro": "",
        "rules": "",
        "area": "",
        "supports_needed": "5",
    }
    log_in(carol).post(f"/admin/processes/edit/{process.pk}/", form)
    process.refresh_from_db()
    assert (process.title, process.supports_needed) == ("New title", 5)


def test_phase_gets_more_time_for_a_public_reason(carol, log_in):
    phase = PhaseFactory()
    log_in(carol).post(f"/admin/processes/phase/{phase.pk}/do/extend/", {"end": stamp(30), "reason": "Snow."})
    assert PhaseExtension.objects.get().reason == "Snow."


def test_vote_of_a_round_is_extended_on_the_page_of_the_round(carol, log_in):
    round = open_round()
    form = {"end": stamp(30), "reason": "Snow."}
    shown = log_in(carol).post(f"/admin/processes/phase/{round.phase_id}/do/extend/", form)
    assert b"on the page of the round" in shown.content
    assert not AuditEvent.objects.exists()


def test_ended_phase_is_not_extended(carol, log_in):
    phase = PhaseFactory(ended=True)
    log_in(carol).post(f"/admin/processes/phase/{phase.pk}/do/extend/", {"end": stamp(30), "reason": "Snow."})
    assert not PhaseExtension.objects.exists()


def test_officer_gives_and_takes_a_role(carol, log_in):
    person = UserFactory(email="new@example.org")
    client = log_in(carol)
    client.post("/admin/roles/", {"email": "New@example.org", "role": "facilitator"})
    assert person.groups.get().name == "facilitator"
    assert b"new@example.org" in client.get("/admin/roles/").content
    assert person.groups.exists()
    client.post(f"/admin/roles/{person.pk}/facilitator/revoke/")
    assert not person.groups.exists()


def test_unknown_address_gets_no_role(carol, log_in):
    shown = log_in(carol).post("/admin/roles/", {"email": "who@example.org", "role": "officer"})
    assert b"Nobody with this address" in shown.content


def test_auditor_cannot_hold_another_role(carol, audrey, log_in):
    shown = log_in(carol).post("/admin/roles/", {"email": audrey.email, "role": "officer"})
    assert b"An auditor holds no other role" in shown.content


@pytest.mark.parametrize("name", ["bob", "fiona", "audrey", "charlie"])
def test_nobody_else_gives_roles(name, request, log_in):
    person = request.getfixturevalue(name)
    log_in(person).post("/admin/roles/", {"email": person.email, "role": "officer"})
    assert not person.groups.filter(name="officer").exists()


def test_officer_does_not_take_her_own_role(carol, log_in):
    log_in(carol).post(f"/admin/roles/{carol.pk}/officer/revoke/")
    assert carol.groups.filter(name="officer").exists()


def test_audit_log_names_people_in_a_fixed_number_of_queries(audrey, carol, log_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = log_in(audrey), []
    for more in (1, 29):
        for _number in range(more):
            record(verb="open_round", actor=UserFactory(), reason="because")
        client.get("/admin/audit-log/")
        with CaptureQueriesContext(connection) as captured:
            shown = client.get("/admin/audit-log/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert b"because" in shown.content


def test_audit_log_has_no_other_screen(carol, log_in):
    event = record(verb="open_round", actor=carol)
    for address in ("new/", f"edit/{event.pk}/", f"delete/{event.pk}/"):
        assert log_in(carol).get(f"/admin/audit-log/{address}").status_code == 404


def test_first_screen_counts_what_waits(carol, log_in):
    client = log_in(carol)
    assert b"What needs someone today" in client.get("/admin/").content
    ended(open_round())
    RoundFactory()
    shown = client.get("/admin/").content
    assert b"waits to be sealed" in shown
    assert b"must be opened before its vote starts" in shown


def test_first_screen_of_finance_asks_nothing_of_her(fiona, log_in):
    ended(open_round())
    assert b"waits to be sealed" not in log_in(fiona).get("/admin/").content


def test_first_screen_takes_the_same_queries_for_one_and_ten_rounds(carol, log_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = log_in(carol), []
    for more in (1, 9):
        for _number in range(more):
            RoundFactory(projects=1)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
