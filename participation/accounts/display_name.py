"""The name that all others see: what fits, and changing it. A role has a badge; no name may look like one."""

import re
import unicodedata

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.accounts import rules
from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.limits.table import NAMES

LONGEST = 60
# More signs than this stacked on one letter run over the lines of others; no language needs them.
MOST_MARKS = 3
ROLE_WORDS = gettext_lazy(
    "facilitator, moderator, administrator, admin, auditor, officer, council, councillor"
)
# Refused only as the whole name: somebody's surname, or the site's word for a person without a name.
WHOLE_NAMES = gettext_lazy("staff, finance, someone, former resident")
# Signs that look like a small Latin letter: digits and l, then Cyrillic, then Greek.
LOOK_ALIKES = str.maketrans(
    "013457l" + "абвеікмнорстухјѕԁӏ" + "αβεικνορτυχη",
    "oieasti" + "abbeikmhopctyxjsdi" + "abeikvoptuxn",
)


def plain_name(name: str) -> str:
    """The name with single spaces and no invisible signs. Refuses an address, heaped signs, a role."""
    letters = (letter for letter in name if not unicodedata.category(letter).startswith("C"))
    name = unicodedata.normalize("NFC", " ".join("".join(letters).split()))
    if not any(letter.isalnum() for letter in name):
        raise ValidationError(_("Write a name with at least one letter."))
    if "@" in name:
        raise ValidationError(_("Do not use an email address here: everyone can see this name."))
    if _heaps_marks(name):
        raise ValidationError(_("There are too many signs above or below one letter. Write a plainer name."))
    if reads_like_role(name):
        raise ValidationError(_("This reads like someone who works for the council. Choose another name."))
    return name


def reads_like_role(name: str) -> bool:
    """True where a reader could take the name for a role: also with look-alike letters, digits or gaps."""
    words = [word for word in re.split(r"[\W_]+", _folded(name)) if word]
    if all(len(word) == 1 for word in words):
        words = ["".join(words)]
    seen = {reading for word in words for reading in _readings(word)}
    return bool(seen & _listed(ROLE_WORDS) or _readings(" ".join(words)) & _listed(WHOLE_NAMES))


def change_name(*, actor: User, name: str) -> None:
    """Call the person by another name, beside all that they wrote before too."""
    if refusal := rules.name_refusal(actor):
        raise PermissionDenied(refusal)
    name = plain_name(name)
    if len(name) > LONGEST:
        raise ValidationError(_("This name is too long."))
    # By its row: nothing else about the person is written back from an older page.
    with transaction.atomic():
        count_act_of(actor, NAMES)
        User.objects.filter(pk=actor.pk).update(display_name=name)


def _readings(word: str) -> set[str]:
    """The word as it is read: digits taken for letters, and digits at the ends left out."""
    return {word.translate(LOOK_ALIKES), word.strip("0123456789").translate(LOOK_ALIKES)}


def _listed(words: object) -> set[str]:
    return {_folded(word.strip()).translate(LOOK_ALIKES) for word in str(words).split(",")}


def _folded(name: str) -> str:
    """Small letters without accents; wide, round and bold letters become plain ones."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _heaps_marks(name: str) -> bool:
    marks = "".join("^" if unicodedata.category(letter) in ("Mn", "Me") else "." for letter in name)
    return "^" * (MOST_MARKS + 1) in marks
