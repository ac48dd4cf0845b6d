"""The facts of a decision card: one thing that a resident can do now."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Decision:
    """Texts are ready to show; `size` (minor units) orders the cards, `live` is a live topic and field."""

    phase: str
    title: str
    href: str
    verb: str
    purpose: str
    end: datetime
    deadline: str
    money: str = ""
    turnout: str = ""
    turnout_label: str = ""
    live: str = ""
    size: tuple[int, int] = (0, 0)
