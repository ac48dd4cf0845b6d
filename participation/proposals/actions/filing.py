"""Pictures and documents of a published proposal: added, described anew, removed. Each is a version."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.limits.table import CHANGES
from participation.proposals import rules
from participation.proposals.actions.editing import write_version
from participation.proposals.files import read_attachment, read_words
from participation.proposals.models import Attachment, Proposal, ProposalVersion
from participation.proposals.versions import file_words


@transaction.atomic
def add_file(*, author: User, proposal: Proposal, kind: str, file: File, words: str) -> Attachment:
    """Add a picture or a document (`kind`) to a published proposal.

    Raises PermissionDenied with the reason, ValidationError that names the file and the rule.
    """
    proposal = _locked(author, proposal)
    before = file_words(proposal)
    attachment = read_attachment(author, proposal.attachments.all(), kind, file, words)
    attachment.proposal = proposal
    attachment.save()
    _write(author, proposal, before)
    return attachment


@transaction.atomic
def describe_file(*, author: User, proposal: Proposal, attachment: int, words: str) -> None:
    """Say anew what a picture shows or what a document is called. Raises as `add_file`."""
    proposal = _locked(author, proposal)
    count_act_of(author, CHANGES)
    before = file_words(proposal)
    words = read_words(words)
    if not words:
        raise ValidationError({"words": _("Write a few words: what it shows, or what it is called.")})
    proposal.attachments.filter(pk=attachment).update(words=words)
    _write(author, proposal, before)


@transaction.atomic
def drop_file(*, author: User, proposal: Proposal, attachment: int) -> None:
    """Remove it; its file goes for good when nothing else shows it. Raises PermissionDenied."""
    proposal = _locked(author, proposal)
    count_act_of(author, CHANGES)
    before = file_words(proposal)
    for row in proposal.attachments.filter(pk=attachment):
        row.delete()
    _write(author, proposal, before)


def _locked(author: User, proposal: Proposal) -> Proposal:
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("process").get(pk=proposal.pk)
    if refusal := rules.edit_refusal(author, proposal):
        raise PermissionDenied(refusal)
    return proposal


def _write(author: User, proposal: Proposal, before: dict[str, str]) -> None:
    """The next version, with the first picture on top of the page."""
    first = proposal.attachments.exclude(picture="").first()
    proposal.picture = first.picture.name if first else ""
    proposal.picture_small = first.picture_small.name if first else ""
    proposal.picture_alt = first.words if first else ""
    proposal.save(update_fields=["picture", "picture_small", "picture_alt"])
    role = ProposalVersion.Role.AUTHOR
    write_version(writer=author, role=role, proposal=proposal, reason="", words={}, files_before=before)
