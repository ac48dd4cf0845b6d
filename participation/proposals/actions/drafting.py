"""Drafts: saved as they are typed, with their pictures and documents; published, or let go."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.clock import database_now
from participation.limits.table import DRAFTS, SAVES
from participation.processes.models import Process
from participation.proposals import rules
from participation.proposals.actions.publishing import publish_proposal
from participation.proposals.files import read_attachment
from participation.proposals.models import Attachment, Proposal, ProposalDraft
from participation.proposals.models.version import KEPT
from participation.proposals.steps import whole_form

# A person has this many drafts at once, and a field of a draft holds this much: it need not fit yet.
MOST_DRAFTS = 20
LONGEST = 20_000


@transaction.atomic
def begin_draft(*, author: User, process: Process, words: Mapping[str, str]) -> ProposalDraft:
    """Raises PermissionDenied with the reason, or ValidationError when there are too many drafts."""
    if refusal := rules.propose_refusal(author, process):
        raise PermissionDenied(refusal)
    User.objects.select_for_update().get(pk=author.pk)  # counts one window at a time
    if ProposalDraft.objects.filter(author=author).count() >= MOST_DRAFTS:
        raise ValidationError(
            _("You have %(n)d drafts. Publish or remove one of them first.") % {"n": MOST_DRAFTS}
        )
    count_act_of(author, DRAFTS)
    return ProposalDraft.objects.create(author=author, process=process, words=_kept(words))


@transaction.atomic
def save_draft(
    *, author: User, draft: ProposalDraft, words: Mapping[str, str], revision: int | None = None
) -> tuple[ProposalDraft, bool]:
    """Keep what was typed, right or wrong. The newest window wins; what it wrote over lies in `replaced`.

    `revision` is the number that the window knew. Returns the draft and whether another window's words were
    written over.
    """
    draft = _own(author, draft)
    new = _kept(words)
    other_window = revision is not None and revision != draft.revision
    lost = {
        name: draft.words[name]
        for name, text in new.items()
        if other_window and draft.words.get(name, "").strip() and draft.words[name] != text
    }
    if any(draft.words.get(name, "") != text for name, text in new.items()):
        count_act_of(author, SAVES)
        draft.words = draft.words | new
        draft.replaced = draft.replaced | lost
        draft.revision += 1
        draft.changed_at, draft.warned_at = database_now(), None
        draft.save()
    return draft, bool(lost)


@transaction.atomic
def attach_file(*, author: User, draft: ProposalDraft, kind: str, file: File, words: str) -> Attachment:
    """Add a picture or a document (`kind`). Raises ValidationError that names the file and the rule."""
    draft = _own(author, draft)
    attachment = read_attachment(author, draft.attachments.all(), kind, file, words)
    attachment.draft = draft
    attachment.save()
    ProposalDraft.objects.filter(pk=draft.pk).update(changed_at=database_now(), warned_at=None)
    return attachment


@transaction.atomic
def remove_attachment(*, author: User, draft: ProposalDraft, attachment: int) -> None:
    draft = _own(author, draft)
    for row in draft.attachments.filter(pk=attachment):
        row.delete()


@transaction.atomic
def remove_draft(*, author: User, draft: ProposalDraft) -> None:
    """Let a draft go, with its files."""
    _own(author, draft).delete()


@transaction.atomic
def publish_draft(*, author: User, draft: ProposalDraft) -> Proposal:
    """Raises PermissionDenied with the reason, or ValidationError naming the fields that are not right."""
    draft = _own(author, draft)
    form = whole_form(author, draft)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    words = {name: form.cleaned_data[name] for name in KEPT}
    proposal: Proposal = publish_proposal(author=author, process=draft.process, **words)
    first = draft.attachments.exclude(picture="").first()
    if first is not None:
        proposal.picture, proposal.picture_small = first.picture.name, first.picture_small.name
        proposal.picture_alt = first.words
        proposal.save(update_fields=["picture", "picture_small", "picture_alt"])
    draft.attachments.update(draft=None, proposal=proposal)
    draft.delete()
    return proposal


def _own(author: User, draft: ProposalDraft) -> ProposalDraft:
    rows = ProposalDraft.objects.select_for_update(of=("self",)).select_related("process")
    found: ProposalDraft | None = rows.filter(pk=draft.pk, author=author).first()
    if found is None:
        raise PermissionDenied(_("This draft is not there any more."))
    return found


def _kept(words: Mapping[str, str]) -> dict[str, str]:
    # PostgreSQL keeps no null characters in JSON.
    return {name: words[name].replace("\x00", "")[:LONGEST] for name in KEPT if name in words}
