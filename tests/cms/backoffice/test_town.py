"""Areas, categories, pots, processes, roles, the audit log and the first screen."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from budgeting.models import MoneyAct, Pot
from cms.chrome.branding import Branding
from participation.accounts.actions import nominate
from participation.audit.actions import record
from participation.models import Area, AuditEvent, Category, Nomination, Phase, PhaseExtension, Process
from participation.when import deadline_words
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


def area_form(**more) -> dict:
    return {"name": "Northgate", "slug": "northgate", "kind": "ward", "parent": "", "about": ""} | more


def test_officer_draws_an_area_by_its_corners_and_sees_them_again(carol, log_in):
    client = log_in(carol)
    client.post("/admin/areas/new/", area_form(corners="50, 1\n50, 2\n51, 2"))
    area = Area.objects.get()
    assert area.outline == [[50, 1], [50, 2], [51, 2]]
    page = client.get(f"/admin/areas/edit/{area.pk}/").content.decode()
    assert "50.000000, 2.000000" in page
    assert "data-outline=" in page
    client.post(f"/admin/areas/edit/{area.pk}/", area_form(corners=""))
    area.refresh_from_db()
    assert area.outline is None


def test_officer_gives_an_outline_as_a_file_and_a_wrong_one_says_why(carol, log_in):
    client, area = log_in(carol), ward("Northgate")
    ring = [[1, 50], [2, 50], [2, 51], [1, 50]]
    for corners, said in ((ring[:-1], "not closed"), ([[4e5, 2e5], *ring], "in metres")):
        wrong = ContentFile(json.dumps({"type": "Polygon", "coordinates": [corners]}), name="ward.geojson")
        shown = client.post(f"/admin/areas/edit/{area.pk}/", area_form(file=wrong, about="Typed"))
        assert said in shown.content.decode()
        assert "Typed" in shown.content.decode()
    right = ContentFile(json.dumps({"type": "Polygon", "coordinates": [ring]}), name="ward.geojson")
    client.post(f"/admin/areas/edit/{area.pk}/", area_form(file=right))
    area.refresh_from_db()
    assert area.outline == [[50, 1], [50, 2], [51, 2]]


def test_outsider_draws_nothing(charlie, bob, log_in):
    area = ward("Northgate")
    for person in (charlie, bob):
        log_in(person).post(f"/admin/areas/edit/{area.pk}/", area_form(corners="50, 1\n50, 2\n51, 2"))
    area.refresh_from_db()
    assert area.outline is None


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


def test_money_comes_into_a_pot_with_the_second_persons_yes(carol, fiona, log_in):
    officer = log_in(carol)
    sent = {"name": "Harbour pot", "area": "", "amount": "£120,000"}
    shown = officer.post("/admin/pots/new/", sent, follow=True).content.decode()
    assert "£120,000 wait for a second person" in shown
    assert Pot.objects.get(name="Harbour pot").free.balance == 0
    assert "is asked for" in officer.get("/admin/rounds/new/").content.decode()

    log_in(fiona).post(f"/admin/money/{MoneyAct.objects.get().pk}/do/approve/")

    assert Pot.objects.get(name="Harbour pot").free.balance == 12_000_000
    assert "wait for a second person" not in officer.get("/admin/pots/").content.decode()


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


def test_two_officers_give_a_role_and_one_takes_it(carol, dave, log_in):
    person = UserFactory(email="new@example.org")
    client, second = log_in(carol), log_in(dave)
    shown = client.post("/admin/roles/", {"email": "New@example.org", "role": "facilitator"}, follow=True)
    assert b"Another officer must approve" in shown.content
    assert not person.groups.exists()
    address = f"/admin/roles/waiting/{Nomination.objects.get().pk}/approve/"
    assert client.post(address).status_code == 302
    assert not person.groups.exists()

    assert b"waits for your approval" in second.get("/admin/").content
    assert b"waits for your approval" not in client.get("/admin/").content
    assert address.encode() in second.get("/admin/roles/").content
    assert address.encode() not in client.get("/admin/roles/").content
    assert b"new@example.org" in second.get(address).content
    assert not person.groups.exists()
    second.post(address)
    assert person.groups.get().name == "facilitator"
    assert b"waits for your approval" not in second.get("/admin/").content

    client.post(f"/admin/roles/{person.pk}/facilitator/revoke/")
    assert not person.groups.exists()


def test_officer_takes_back_whom_she_put_forward(carol, dave, log_in):
    person = UserFactory()
    client = log_in(carol)
    client.post("/admin/roles/", {"email": person.email, "role": "officer"})
    address = f"/admin/roles/waiting/{Nomination.objects.get().pk}/close/"
    assert b"Take back" in client.get("/admin/roles/").content
    assert b"Say no" in log_in(dave).get("/admin/roles/").content
    client.post(address)
    assert Nomination.objects.get().state == "closed"


def test_only_officer_reads_how_a_second_comes(carol, log_in):
    assert b"manage.py grant_role EMAIL officer" in log_in(carol).get("/admin/roles/").content


def test_second_officer_stays_and_the_screen_says_why(carol, dave, log_in):
    shown = log_in(carol).post(f"/admin/roles/{dave.pk}/officer/revoke/", follow=True)
    assert b"Two officers must stay" in shown.content
    assert dave.groups.filter(name="officer").exists()


def test_roles_take_the_same_queries_for_one_and_thirty(carol, dave, log_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = log_in(carol), []
    for more in (1, 29):
        for _number in range(more):
            nominate(actor=carol, user=UserFactory(), role="facilitator")
        client.get("/admin/roles/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/roles/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_unknown_address_gets_no_role(carol, log_in):
    shown = log_in(carol).post("/admin/roles/", {"email": "who@example.org", "role": "officer"})
    assert b"Nobody with this address" in shown.content


def test_auditor_cannot_hold_another_role(carol, dave, audrey, log_in):
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


def test_first_screen_bears_the_name_of_the_council(carol, log_in):
    branding = Branding.load()
    branding.site_name, branding.organisation = "Quay Decides", "Quay Town Council"
    branding.save()
    shown = log_in(carol).get("/admin/").content.decode()
    assert re.search(r"<h1[^>]*>\s*Quay Town Council\s*</h1>", shown)
    assert "Quay Decides" in shown


@pytest.mark.parametrize(
    ("who", "leads_to"),
    [
        ("bob", ""),
        ("carol", "/admin/rounds/"),
        ("fiona", "/admin/rounds/"),
        ("audrey", "/admin/rounds/"),
    ],
)
def test_first_screen_says_where_people_vote_and_until_when(who, leads_to, request, log_in):
    round = open_round()
    shown = log_in(request.getfixturevalue(who)).get("/admin/").content.decode()
    assert "Voting is open" in shown
    assert deadline_words(round.phase.end) in shown
    address = f"{leads_to}{round.pk}/" if leads_to else round.get_absolute_url()
    assert f'href="{address}"' in shown


def test_first_screen_without_a_vote_says_nothing_of_one(carol, log_in):
    ended(open_round())
    assert b"Voting is open" not in log_in(carol).get("/admin/").content


def test_new_proposals_lead_to_where_they_are_decided(carol, log_in):
    proposal = ProposalFactory(published_at=timezone.now())
    client = log_in(carol)
    assert b'href="/admin/proposals/"' in client.get("/admin/").content
    assert f"/admin/proposals/{proposal.pk}/".encode() in client.get("/admin/proposals/").content
    desk = client.get(f"/admin/proposals/{proposal.pk}/")
    assert f"/admin/proposals/{proposal.pk}/do/".encode() in desk.content


def test_auditor_is_led_to_the_log_of_the_week(audrey, carol, log_in):
    record(verb="open_round", actor=carol)
    shown = log_in(audrey).get("/admin/").content.decode()
    assert "act of staff in seven days, to read" in shown
    assert "/admin/audit-log/?at_from=" in shown


def test_nothing_at_an_address_of_the_back_office_leads_back(carol, charlie, log_in):
    shown = log_in(carol).get("/admin/nowhere/")
    assert shown.status_code == 404
    assert b"Go to the back office" in shown.content
    refused = log_in(charlie).get("/admin/nowhere/", follow=True)
    assert refused.status_code == 403
    assert b"Go to your page" in refused.content
    assert b"Go to the back office" not in refused.content


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
