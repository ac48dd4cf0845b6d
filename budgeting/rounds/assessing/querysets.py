"""Questions about many checks of proposals: whose, how late, with all that a queue shows."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

UNDECIDED = ("waiting", "checking")


class AssessmentQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(state__in=UNDECIDED)

    def overdue(self, today: date):
        return self.undecided().filter(due__lt=today)

    def of(self, officer: Any):
        return self.filter(officer=officer)

    def in_area(self, area: Any):
        """Those of proposals in this area and the areas within it."""
        own = Q(proposal__area=area) | Q(proposal__area__parent=area)
        return self.filter(own | Q(proposal__area__parent__parent=area))

    def for_queue(self):
        return self.select_related("proposal__area", "officer", "round__process", "merged_into__proposal")

    def for_desk(self):
        return self.select_related(
            *("proposal__area", "proposal__author", "proposal__process", "officer"),
            *("round__process", "round__phase", "project__round__process", "merged_into__proposal"),
        )
