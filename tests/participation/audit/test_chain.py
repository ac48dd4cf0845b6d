"""The audit chain grows, links, and refuses change."""

import pytest
from django.db import DatabaseError, transaction

from participation.audit.actions import event_hash, record
from participation.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_events_link_to_the_one_before(carol, harbour):
    first = record(verb="create_area", actor=carol, acting_as="officer", target=harbour)
    second = record(verb="rename_area", actor=carol, target=harbour, reason="It was misspelt.")

    assert second.previous_hash == first.hash
    assert [event_hash(event) for event in AuditEvent.objects.all()] == [first.hash, second.hash]


@pytest.mark.parametrize(
    "change",
    [lambda events: events.update(reason="never happened"), lambda events: events._raw_delete("default")],
    ids=["update", "delete"],
)
def test_event_refuses_change_in_the_database(change):
    record(verb="test")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(AuditEvent.objects.all())
    assert AuditEvent.objects.get().reason == ""
