"""Files that go with a proposal: what counts as a document, and that files go when nothing refers to them."""

import re
import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.limits.table import FILES
from participation.proposals.models import Attachment, Proposal
from participation.proposals.pictures import read_picture

MOST_PICTURES = 5
MOST_DOCUMENTS = 3
MAX_BYTES = 10 * 1024 * 1024
SHOWN_NAME = 60
WORDS = forms.CharField(max_length=200, required=False)


def read_attachment(author: User, there: Any, kind: str, file: File, words: str) -> Attachment:
    """A picture or document (`kind`), not saved and of nothing yet; `there`: those of its draft or proposal.

    Raises ValidationError that names the file and the rule.
    """
    words = read_words(words)
    if kind == "picture" and not words:
        raise ValidationError({"words": _("Say in a few words what the picture shows.")})
    most = MOST_PICTURES if kind == "picture" else MOST_DOCUMENTS
    if there.exclude(**{kind: ""}).count() >= most:
        full = _("There are %(n)d already. Remove one to add another.") % {"n": most}
        raise ValidationError({"file": full}, code="full")
    # Before the file is read, which costs more than anything else here.
    count_act_of(author, FILES)
    attachment = Attachment(size=file.size)
    try:
        if kind == "picture":
            attachment.picture, attachment.picture_small = read_picture(file)
        else:
            attachment.document = read_document(file)
    except ValidationError as error:
        named = [f"“{shown_name(file)}”: {sentence}" for sentence in error.messages]
        raise ValidationError({"file": named}) from None
    attachment.words = words or shown_name(file)
    return attachment


def read_words(words: str) -> str:
    """What a picture shows or a document is called, on one line. Raises ValidationError."""
    try:
        return " ".join(WORDS.clean(words).split())
    except ValidationError as error:
        named = [_("The words about it: %s") % sentence for sentence in error.messages]
        raise ValidationError({"words": named}) from None


def read_document(file: File) -> ContentFile:
    """The document under a generated name. Raises ValidationError when it is too large or no PDF."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("A document can have at most 10 MB."), code="too_large")
    file.seek(0)
    content = file.read()
    if not is_pdf(content):
        raise ValidationError(_("Choose a PDF document."), code="not_a_document")
    return ContentFile(content, name=f"{secrets.token_hex(12)}.pdf")


def is_pdf(content: bytes) -> bool:
    """By what is in it, never by its name: a PDF begins and ends like this."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def shown_name(file: File) -> str:
    """The name that the person knows the file by, short and harmless."""
    name = re.split(r"[/\\]", str(file.name))[-1]
    plain = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(plain.split())[:SHOWN_NAME]


def _of_proposals(name: str) -> bool:
    shown = Q(picture=name) | Q(picture_small=name)
    return Proposal.objects.filter(shown).exists() or Attachment.objects.filter(shown).exists()


_users: list[Callable[[str], bool]] = [_of_proposals]


def also_used_by(refers: Callable[[str], bool]) -> None:
    """Floors above say which of these files they show as well; a file goes when nobody refers to it."""
    _users.append(refers)


def remove_files(sender: Any, instance: Any, **kwargs: Any) -> None:
    """After a row went for good, its files go as well, unless something else shows them."""
    names = ("picture", "picture_small", "document")
    for file in (getattr(instance, name, None) for name in names):
        if file:
            transaction.on_commit(lambda file=file: _remove_unused(file))


def _remove_unused(file: Any) -> None:
    if not any(refers(file.name) for refers in _users):
        file.storage.delete(file.name)


def follow_rows(signal: Any) -> None:
    """Connect `remove_files` to post_delete of everything here that owns files."""
    for model in (Attachment, Proposal):
        signal.connect(remove_files, sender=model, dispatch_uid=f"files of {model.__name__}")
