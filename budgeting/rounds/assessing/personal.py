"""What becomes of an author's answers to officers when they are erased."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from budgeting.rounds.assessing.models import AuthorReply
from participation.kinds import personal


def offer() -> None:
    personal.register(
        personal.Holding(
            key="answers-to-checks",
            title=_("What you told officers who checked your proposals"),
            covers=("budgeting.AuthorReply",),
            rows=lambda person: (
                AuthorReply.objects.filter(author=person)
                .order_by("pk")
                .values("assessment__proposal__title", "text", "written_at")
            ),
            erase=erase,
        )
    )


def erase(person: Any, keep_words: bool) -> None:
    """They are private letters, not public talk: they go with the person."""
    AuthorReply.objects.filter(author=person).delete()
