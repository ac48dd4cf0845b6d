"""Officers start processes and give phases more time; each act is logged."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.clock import database_now
from participation.models import AuditEvent, Process
from participation.processes.actions import create_process, extend_phase
from tests.factories.talk import PhaseFactory, close_phases

pytestmark = pytest.mark.django_db


def plan(**changes):
    now = database_now()
    phase = {"kind": "propose", "title": "Share ideas", "start": now, "end": now + timedelta(days=7)}
    return {"title": "Ideas", "slug": "ideas", "purpose": "Say what to do.", "phases": [phase | changes]}


def test_officer_starts_a_process_and_it_is_logged(carol):
    process = create_process(actor=carol, **plan())
    assert process.phases.get().title == "Share ideas"
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_id, event.target_id) == ("create_process", carol.pk, str(process.pk))


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "audrey", "fiona"])
def test_others_cannot_start_a_process(request, who):
    with pytest.raises(PermissionDenied):
        create_process(actor=request.getfixturevalue(who), **plan())
    assert not Process.objects.exists()


def test_process_whose_phase_ends_before_it_starts_is_refused_whole(carol):
    with pytest.raises(ValidationError, match="end must lie after the start"):
        create_process(actor=carol, **plan(end=database_now() - timedelta(days=1)))
    with pytest.raises(ValidationError, match="at least one phase"):
        create_process(actor=carol, **(plan() | {"phases": []}))


def test_process_with_a_bad_phase_leaves_nothing(carol):
    from django.db import transaction

    with pytest.raises(ValidationError), transaction.atomic():
        create_process(actor=carol, **plan(kind="party"))
    assert not Process.objects.exists()


def test_extension_moves_the_end_and_tells_why(carol, client):
    phase = PhaseFactory()
    end = phase.end + timedelta(days=2)
    extend_phase(actor=carol, phase=phase, end=end, reason="The site was down on Tuesday.")
    phase.refresh_from_db()
    assert phase.end == end
    event = AuditEvent.objects.get()
    assert (event.verb, event.reason) == ("extend_phase", "The site was down on Tuesday.")
    assert "The site was down on Tuesday." in client.get(phase.process.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "audrey"])
def test_others_cannot_extend_a_phase(request, who):
    phase = PhaseFactory()
    with pytest.raises(PermissionDenied):
        extend_phase(
            actor=request.getfixturevalue(who), phase=phase, end=phase.end + timedelta(days=1), reason="Me."
        )


def test_ended_phase_is_not_extended(carol):
    phase = PhaseFactory()
    close_phases(phase.process)
    with pytest.raises(PermissionDenied):
        extend_phase(actor=carol, phase=phase, end=database_now() + timedelta(days=1), reason="Late.")


@pytest.mark.parametrize(
    ("days", "reason", "field"), [(-1, "Sooner.", "end"), (0, "Same.", "end"), (1, "  ", "reason")]
)
def test_extension_needs_a_later_end_and_a_reason(carol, days, reason, field):
    phase = PhaseFactory()
    with pytest.raises(ValidationError) as refused:
        extend_phase(actor=carol, phase=phase, end=phase.end + timedelta(days=days), reason=reason)
    assert field in refused.value.message_dict
