"""Questions about many rounds: which are open, which wait for someone, how many people voted."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from budgeting.rounds.states import SEAL_WAIT
from participation.clock import DatabaseNow

RESULT_TIMES = ("counted_at", "published_at", "objections_end", "certified_at")


class RoundQuerySet(models.QuerySet):
    def published(self):
        """Rounds that anyone may look at."""
        return self.filter(process__published_at__lte=DatabaseNow())

    def planned(self):
        return self.filter(Q(opened_at__isnull=True) | Q(phase__start__gt=DatabaseNow()))

    def open(self):
        """Rounds in which a ballot cast at this moment counts."""
        return self.filter(
            opened_at__isnull=False,
            sealed_at__isnull=True,
            void__isnull=True,
            phase__start__lte=DatabaseNow(),
            phase__end__gt=DatabaseNow(),
        )

    def ended(self):
        """Voting is over and the box is not sealed: states ended and scrutiny."""
        return self.filter(
            opened_at__isnull=False,
            sealed_at__isnull=True,
            void__isnull=True,
            phase__end__lte=DatabaseNow(),
        )

    def to_seal(self, now):
        """Rounds whose box two people may seal at `now` (the database clock)."""
        return self.ended().filter(phase__end__lte=now - SEAL_WAIT)

    def sealed(self):
        return self.filter(sealed_at__isnull=False)

    def with_clock(self):
        """Adds all that `Round.state()` needs: the phase, the process, the times of the newest result."""
        results = self.model._meta.get_field("results").related_model
        newest = results.objects.filter(round=OuterRef("pk")).order_by("-version")
        times = {f"result_{name}": Subquery(newest.values(name)[:1]) for name in RESULT_TIMES}
        return self.select_related("process", "phase").annotate(**times, voided_at=F("void__voided_at"))

    def with_voters(self):
        """Adds `voters`, the exact number of poll book entries; turnout.py says what of it is shown."""
        return self.annotate(voters=Count("poll_book"))


class ProjectQuerySet(models.QuerySet):
    def standing(self):
        """Without those that were withdrawn or ruled out after the round was opened."""
        changes = self.model._meta.get_field("changes").related_model
        struck = changes.objects.filter(project=OuterRef("pk")).exclude(kind="recosted")
        return self.filter(~Exists(struck))

    def for_cards(self):
        """All that a list of projects shows, in one query."""
        return self.select_related("round_pot__pot__area", "area", "category", "proposal").order_by(
            F("round_pot").asc(), "number"
        )
