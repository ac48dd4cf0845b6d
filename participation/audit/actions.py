"""The one place that writes to the audit chain."""

import hashlib
import json
from datetime import UTC
from typing import Any

from django.db import models, transaction

from participation.audit.models import AuditEvent, AuditHead
from participation.audit.notes import AuditNote, digest_of
from participation.clock import database_now


@transaction.atomic
def record(
    *,
    verb: str,
    actor: Any = None,
    acting_as: str = "",
    target: models.Model | None = None,
    reason: str = "",
    note: str = "",
    facts: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event to the chain and return it. Call it last in an action: it locks the chain's head.

    `actor` is a User or None for a machine; `facts` must be plain JSON (no names, addresses or choices).
    `reason` stays in the chain for ever: for money and times alone. Words about people, or about what people
    wrote, are a `note`, which redaction reaches; the chain has their digest.
    """
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=database_now(),
        actor_id=actor.pk if actor is not None else None,
        acting_as=acting_as,
        verb=verb,
        target_label=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        reason=reason,
        facts=(facts or {}) | ({"words_digest": digest_of(note)} if note else {}),
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    if note:
        AuditNote.objects.create(event=event, words=note)
    AuditHead.objects.filter(pk=1).update(sequence=event.sequence, hash=event.hash)
    return event


def event_hash(event: AuditEvent) -> str:
    """SHA-256 (hex) over the event's fields in canonical JSON, the previous hash among them."""
    fields = {
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor_id,
        "acting_as": event.acting_as,
        "verb": event.verb,
        "target": [event.target_label, event.target_id],
        "reason": event.reason,
        "facts": event.facts,
        "previous": event.previous_hash,
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
