"""A count that runs in the background: who asked for it, how far it is, and why it stopped."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.clock import DatabaseNow

# A run that has told nothing for so long was cut off, and another may be started.
CUT_OFF_AFTER = timedelta(minutes=15)


class CountRunQuerySet(models.QuerySet["CountRun"]):
    def unfinished(self) -> "CountRunQuerySet":
        return self.filter(state__in=(CountRun.State.WAITING, CountRun.State.RUNNING))

    def cut_off(self) -> "CountRunQuerySet":
        return self.unfinished().filter(moved_at__lt=DatabaseNow() - CUT_OFF_AFTER)


class CountRun(models.Model):
    """Counts one round once, as version `version` of its result. One runs at a time in a round."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for the worker")
        RUNNING = "running", _("Runs")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="count_runs")
    version = models.PositiveSmallIntegerField()
    reason = models.TextField(_("why it is counted again"), blank=True)
    asked_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    pots_counted = models.PositiveSmallIntegerField(default=0)
    # What the officers read when it stopped; a tie names the projects.
    stopped_because = models.TextField(blank=True)
    moved_at = models.DateTimeField()

    objects = CountRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of a count")
        verbose_name_plural = _("runs of counts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(state__in=("waiting", "running")), name="one_count_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.version}: {self.get_state_display()}"
