"""Proves the audit chain: finds an edit, a deletion, a reordering, and a cut after a published head."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from participation.audit.actions import event_hash
from participation.audit.heads import current_head
from participation.audit.models import AuditEvent

CHUNK = 2000
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PublishedHead:
    """The end of the chain as it was once published; `sequence` is None when only the hash is known."""

    hash: str
    sequence: int | None = None


@dataclass(frozen=True)
class Proof:
    """`faults` are sentences that each name a sequence number; none means that the chain is whole."""

    events: int
    hash: str
    faults: tuple[str, ...]


def read_head(text: str) -> PublishedHead:
    """A published head from a hash or from the path of a head file. Raises ValueError in words."""
    if _HASH.fullmatch(text.lower()):
        return PublishedHead(text.lower())
    try:
        head = json.loads(Path(text).read_text())
        return PublishedHead(str(head["hash"]), int(head["sequence"]))
    except OSError as error:
        raise ValueError(
            f"{text} is neither a hash of 64 signs nor a file that can be read: {error.strerror}"
        )
    except (ValueError, KeyError, TypeError):
        raise ValueError(f'{text} is not a head file: it should hold {{"sequence": ..., "hash": ...}}')


def prove(heads: Sequence[PublishedHead]) -> Proof:
    """Read the whole chain once, in chunks, and compare it with `heads` and with the head that is kept."""
    kept = current_head()
    walk = _Walk([*heads, PublishedHead(kept.hash, kept.sequence)])
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=CHUNK):
        walk.step(event)
    walk.end()
    if walk.sequence > current_head().sequence:
        walk.faults.append(f"event {walk.sequence} lies after the kept head: the head was set back")
    return Proof(walk.sequence, walk.hash, tuple(walk.faults))


class _Walk:
    def __init__(self, heads: Sequence[PublishedHead]) -> None:
        self.sequence = 0
        self.hash = "0" * 64
        self.faults: list[str] = []
        self.by_sequence: dict[int, set[str]] = {}
        for head in heads:
            self.by_sequence.setdefault(head.sequence or 0, set()).add(head.hash)
        self.unseen = self.by_sequence.pop(0, set()) - {self.hash}

    def step(self, event: AuditEvent) -> None:
        if event.sequence != self.sequence + 1:
            self.faults.append(f"event {self.sequence + 1} is missing: the next one is {event.sequence}")
        elif event.previous_hash != self.hash:
            self.faults.append(
                f"event {event.sequence} does not follow event {self.sequence}: moved or rewritten"
            )
        if event_hash(event) != event.hash:
            self.faults.append(f"event {event.sequence} was changed after it was written")
        if self.by_sequence.pop(event.sequence, {event.hash}) != {event.hash}:
            self.faults.append(f"event {event.sequence} is not the one whose hash was published")
        self.unseen.discard(event.hash)
        self.sequence, self.hash = event.sequence, event.hash

    def end(self) -> None:
        for sequence in sorted(self.by_sequence):
            self.faults.append(
                f"the log ends at event {self.sequence}, but it had {sequence}: the last ones were cut off"
            )
        for known in sorted(self.unseen):
            self.faults.append(
                f"no event up to {self.sequence} has the hash {known}: the log was cut off or rewritten"
            )
