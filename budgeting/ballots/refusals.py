"""Why a ballot was not taken: a code for machines, a sentence for the voter, never what was chosen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "planned": _("Voting has not started yet. Nothing was kept."),
    "late": _("Voting has ended. This ballot came after the end, so it was not taken and nothing was kept."),
    "late_change": _(
        "Voting has ended. This change came after the end, so nothing of it was kept. "
        "The ballot that you cast before still counts."
    ),
    "sealed": _("The ballot box is sealed. No ballot can be taken any more."),
    "void": _(
        "This vote is void, because nobody can read its ballots. It will be repeated. Nothing was kept."
    ),
    "annulled": _(
        "The council annulled your ballot in this vote, and you cannot vote in it again. Nothing was kept."
    ),
    "no_pot": _(
        "This vote is for residents of other wards. None of its pots is for the ward that you live in."
    ),
    "second_way": _(
        "Before you vote, please confirm who you are in a second way. It takes a few minutes, and only once."
    ),
    "on_paper": _(
        "You were given a paper ballot, and in this vote the paper ballot counts. "
        "So you cannot vote online too."
    ),
    "code_spent": _(
        "This code works no more: a ballot was cast with it elsewhere, or the council cancelled it. "
        "Nothing of this ballot was kept. Ask the council’s desk."
    ),
    "key": _("The key of this ballot box cannot be found, so no ballot can be taken now. Nothing was kept."),
    "key_reused": _(
        "This ballot was already cast with other choices. Please look at it again before you cast it."
    ),
    "withdrawn": _(
        "The council withdrew one of the projects that you chose. Please take it out and choose again."
    ),
    "unknown": _("One of the projects is not on this ballot. Please choose again."),
    "other_ward": _("One of the projects is for another ward. You can choose projects of your own ward."),
    "two_wards": _(
        "You can choose in one ward beside your own. Your ballot names projects of two or more other wards. "
        "Please take those of all but one out."
    ),
    "compare": _(
        "Tick “Compare” at two or three projects, not at fewer or more. Then press the button again."
    ),
    "twice": _("A project stands on this ballot twice. Each project can be named once."),
    "empty": _("Choose at least one project before you go on."),
}


class BallotRefused(ValidationError):  # noqa: N818 - a ballot is refused, that is the word
    """`code` is a key of SENTENCES, or has a sentence of its own: too_dear, too_many, points_wrong ..."""

    def __init__(self, code: str, sentence: Any = None) -> None:
        super().__init__(SENTENCES[code] if sentence is None else sentence, code=code)

    @property
    def sentence(self) -> str:
        return str(self.messages[0])
