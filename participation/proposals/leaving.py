"""What becomes of proposals when an author is erased, and whose supports still count."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from participation import live
from participation.clock import DatabaseNow
from participation.proposals.files import remove_files
from participation.proposals.models import CoAuthor, Proposal, StatusChange, Support

# The council has begun to act on these words, or people vote on them.
KEPT = (Proposal.Status.ACCEPTED, Proposal.Status.BUILDING, Proposal.Status.DONE)


def counting() -> QuerySet:
    """Identities with a support in a process that goes on: there it can be carried along, or given twice."""
    going_on = Support.objects.filter(proposal__process__phases__end__gt=DatabaseNow())
    return going_on.values("identity")


def stays(person: Any) -> Iterator[str]:
    for proposal in Proposal.objects.filter(author=person, published_at__isnull=False).order_by("pk"):
        if _heir(proposal) is not None:
            yield _("“%(title)s” stays: others wrote it with you, and go on with it.") % {"title": proposal}
        elif _is_kept(proposal):
            yield _(
                "“%(title)s” stays, without your name: the council has accepted it, or people vote on it."
            ) % {"title": proposal}


def erase(person: Any, keep_words: bool) -> None:
    """Shared ones go to the next author; what nobody could read yet goes; the rest as the person chose."""
    for proposal in Proposal.objects.select_for_update(of=("self",)).filter(author=person).order_by("pk"):
        heir = _heir(proposal)
        if heir is not None:
            _hand_over(proposal, heir)
        elif proposal.published_at is None:
            thread = proposal.thread
            proposal.delete()
            thread.delete()
        elif not keep_words and not _is_kept(proposal):
            _take_words_away(proposal)


def _is_kept(proposal: Proposal) -> bool:
    return proposal.frozen_at is not None or proposal.status in KEPT


def _heir(proposal: Proposal) -> CoAuthor | None:
    return proposal.co_authors.filter(state=CoAuthor.State.ACCEPTED).order_by("answered_at", "pk").first()


def _hand_over(proposal: Proposal, heir: CoAuthor) -> None:
    proposal.author_id = heir.person_id
    proposal.save(update_fields=["author"])
    heir.delete()


def _take_words_away(proposal: Proposal) -> None:
    """The place stays for the talk below and for those who gave support; it takes no more of it."""
    remove_files(sender=Proposal, instance=proposal)
    proposal.versions.all().delete()
    proposal.attachments.all().delete()
    proposal.status_changes.filter(role=StatusChange.Role.AUTHOR).update(reason="")
    _withdraw(proposal)
    proposal.title = _("Removed by its author")
    proposal.what = proposal.why = _("The author removed this.")
    proposal.who_for = proposal.place = proposal.picture_alt = ""
    proposal.picture = proposal.picture_small = ""
    proposal.latitude = proposal.longitude = proposal.rough_cost = None
    proposal.save()
    live.changed(f"proposal:{proposal.pk}")


def _withdraw(proposal: Proposal) -> None:
    if proposal.status in Proposal.GONE:
        return
    gone = Proposal.Status.WITHDRAWN
    StatusChange.objects.create(
        proposal=proposal, before=proposal.status, after=gone, role=StatusChange.Role.AUTHOR
    )
    proposal.status, proposal.status_reason = gone, ""
