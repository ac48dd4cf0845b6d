"""What becomes of the debates that a person started when they are erased."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.debates.models import Debate
from participation.kinds import personal


def offer() -> None:
    personal.register(
        personal.Holding(
            key="debates-started",
            title=gettext_lazy("Debates that you started"),
            erase=erase,
        )
    )


def erase(person: Any, keep_words: bool) -> None:
    """The place stays for the talk below. What an officer began is the council's."""
    if not keep_words:
        own = Debate.objects.filter(author=person, by_council=False)
        own.update(title=_("Removed by its author"), words=_("The author removed this."))
