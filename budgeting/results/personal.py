"""What becomes of objections when the person who made them is erased."""

from django.utils.translation import gettext_lazy as _

from budgeting.results.objections import Objection
from participation.kinds import personal


def offer() -> None:
    personal.register(
        personal.Holding(
            key="objections",
            title=_("Your objections to results, and the answers"),
            covers=("budgeting.Objection",),
            rows=lambda person: (
                Objection.objects.filter(made_by=person)
                .order_by("pk")
                .values("result__round__process__title", "reason", "made_at", "answer", "upheld")
            ),
            # The council must still answer it; who wrote it goes by the foreign key.
        )
    )
