"""What lies on the council's desk in the demo, so that a newcomer can go on: cards with codes, and slips."""

import json
from dataclasses import asdict, dataclass

from django.conf import settings


@dataclass(frozen=True)
class Papers:
    """Cards of an open round that nobody has used, and the slips of a box that one person has entered."""

    voting: str
    voting_address: str
    codes: list[str]
    entering: str
    desk_address: str
    place: str
    version: str
    slips: list[str]


def lay_out(papers: Papers) -> None:
    _file().write_text(json.dumps(asdict(papers)), "utf-8")


def on_the_desk() -> Papers | None:
    """None on a town that was made without any."""
    file = _file()
    return Papers(**json.loads(file.read_text("utf-8"))) if file.exists() else None


def _file():
    return settings.VAR_DIR / "demo-papers.json"
