"""The changes of a comment, newest first."""

from dataclasses import dataclass
from datetime import datetime

from participation.debate.mentions import readable
from participation.debate.models import Comment
from participation.difference import Piece, difference


@dataclass(frozen=True)
class Change:
    at: datetime
    pieces: list[Piece]


def history(comment: Comment) -> list[Change]:
    versions = list(comment.versions.all())
    texts = [*(readable(comment, each.text) for each in versions), readable(comment)]
    changes = [
        Change(version.replaced_at, difference(old, new))
        for version, old, new in zip(versions, texts, texts[1:], strict=False)
    ]
    return changes[::-1]
