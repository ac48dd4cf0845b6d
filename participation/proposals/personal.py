"""What proposals know about a person beside what they wrote alone: versions, shared ones, files."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.kinds import personal
from participation.proposals import leaving
from participation.proposals.models import Attachment, CoAuthor, Proposal, ProposalVersion, StatusChange


def offer() -> None:
    personal.register(
        personal.Holding(
            key="proposals-together",
            title=_("Proposals that you were asked to write with others"),
            covers=("participation.CoAuthor",),
            rows=together,
        )
    )
    personal.register(
        personal.Holding(
            key="proposal-history",
            title=_("Earlier words of proposals that you wrote, and your moves"),
            covers=("participation.ProposalVersion", "participation.StatusChange"),
            rows=history,
            erase=leaving.erase,
            stays=leaving.stays,
            counting=leaving.counting,
        )
    )
    personal.register(
        personal.Holding(
            key="proposal-files",
            title=_("Pictures and documents that you gave, and what you called them"),
            covers=("participation.ProposalDraft",),
            rows=described_files,
            files=files,
        )
    )


def together(person: Any) -> Any:
    own = CoAuthor.objects.filter(person=person).order_by("pk")
    return own.values("proposal__title", "state", "asked_at", "answered_at")


def history(person: Any) -> Iterator[dict[str, Any]]:
    versions = ProposalVersion.objects.filter(written_by=person).order_by("pk")
    yield from versions.values(
        *("title", "number", "what", "why", "who_for", "place", "rough_cost", "reason", "written_at"),
        *("pictures", "documents"),
    )
    moves = StatusChange.objects.filter(changed_by=person).order_by("pk")
    yield from moves.values("proposal__title", "before", "after", "reason", "changed_at")


def described_files(person: Any) -> Iterator[dict[str, Any]]:
    for each in _attachments(person):
        yield {
            "file": (each.picture or each.document).name,
            "words": each.words,
            "bytes": each.size,
            "added_at": each.added_at,
        }


def files(person: Any) -> Iterator[Any]:
    alone = Proposal.objects.filter(author=person, attachments=None).exclude(picture="")
    for proposal in alone.order_by("pk"):
        yield proposal.picture
    for each in _attachments(person):
        yield each.picture or each.document


def _attachments(person: Any) -> Any:
    given = Q(draft__author=person) | Q(proposal__author=person)
    return Attachment.objects.filter(given).order_by("pk").iterator()
