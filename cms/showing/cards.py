"""The facts of a decision card: one thing that a resident can do now."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from participation.when import when_words


@dataclass(frozen=True)
class Decision:
    """Texts are ready to show; `size` orders the cards (kind, then minor units); `topic` is a live topic."""

    phase: str
    title: str
    href: str
    verb: str
    purpose: str
    end: datetime
    deadline: str
    money: str = ""
    money_label: str = ""
    turnout: str = ""
    turnout_label: str = ""
    topic: str = ""
    size: tuple[int, int] = (0, 0)

    @property
    def live(self) -> str:
        """What `data-live` holds for the turnout."""
        return f"{self.topic} turnout" if self.topic else ""

    @property
    def until(self) -> str:
        """For a card whose countdown runs: the moment itself."""
        return _("Open until %(when)s") % {"when": when_words(self.end)}
