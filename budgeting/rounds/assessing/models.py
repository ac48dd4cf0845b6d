"""The council's check of a proposal for one round: who does it by when, what was found, what it costs."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from budgeting.rounds.assessing.querysets import AssessmentQuerySet
from budgeting.rounds.assessing.questions import Answer, Question


class AreaOfficer(models.Model):
    """Who checks the proposals of an area, and of the areas within it that have nobody of their own."""

    area = models.OneToOneField(
        "participation.Area", models.CASCADE, related_name="checked_by", verbose_name=_("area")
    )
    officer = models.ForeignKey(
        "participation.User", models.CASCADE, related_name="+", verbose_name=_("officer")
    )

    class Meta:
        verbose_name = _("officer of an area")
        verbose_name_plural = _("officers of areas")
        ordering = ["area__name"]

    def __str__(self) -> str:
        return f"{self.area}: {self.officer}"


class Assessment(models.Model):
    """One check. Nobody outside the council sees how it stands until it is decided."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not begun")
        CHECKING = "checking", _("Being checked")
        FEASIBLE = "feasible", _("It can be done")
        INFEASIBLE = "infeasible", _("It cannot be done")
        MERGED = "merged", _("Goes on with another")

    UNDECIDED = (State.WAITING, State.CHECKING)
    DECIDED = (State.FEASIBLE, State.INFEASIBLE)

    round = models.ForeignKey("budgeting.Round", models.CASCADE, related_name="assessments")
    proposal = models.ForeignKey("participation.Proposal", models.PROTECT, related_name="assessments")
    officer = models.ForeignKey(
        "participation.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due = models.DateField(_("to be decided by"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    # Public, with the decision.
    reason = models.TextField(_("public reason"), blank=True)
    decided_at = models.DateTimeField(null=True, editable=False)
    project = models.OneToOneField(
        "budgeting.Project", models.SET_NULL, null=True, editable=False, related_name="assessment"
    )
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="merged")
    # The day that the officer was last reminded of.
    reminded_of = models.DateField(null=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a proposal")
        verbose_name_plural = _("checks of proposals")
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "proposal"], name="proposal_assessed_once_in_round"),
            models.CheckConstraint(
                condition=(Q(state__in=("feasible", "infeasible"), decided_at__isnull=False) & ~Q(reason=""))
                | (~Q(state__in=("feasible", "infeasible")) & Q(decided_at__isnull=True, reason="")),
                name="assessment_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposal)

    @property
    def is_decided(self) -> bool:
        return self.state in self.DECIDED

    @property
    def is_undecided(self) -> bool:
        return self.state in self.UNDECIDED

    def is_overdue(self, today: date) -> bool:
        return self.is_undecided and self.due < today

    @cached_property
    def lines(self) -> list["CostLine"]:
        return list(self.cost_lines.all())

    @property
    def cost(self) -> int:
        """Minor units, once."""
        return sum(line.amount for line in self.lines if not line.yearly)

    @property
    def running_cost(self) -> int:
        """Minor units a year."""
        return sum(line.amount for line in self.lines if line.yearly)


class CheckAnswer(models.Model):
    """The answer to one question; its note is for the council alone."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=10, choices=Question.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("answer of a check")
        verbose_name_plural = _("answers of checks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="question_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_question_display()} {self.get_answer_display()}"


class CostLine(models.Model):
    """One part of the cost, in minor units of the round's currency; public with the project."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="cost_lines")
    label = models.CharField(_("what for"), max_length=120)
    amount = models.BigIntegerField(_("amount"))
    yearly = models.BooleanField(_("each year"), default=False)

    class Meta:
        verbose_name = _("line of a cost")
        verbose_name_plural = _("lines of costs")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="cost_line_above_zero")]

    def __str__(self) -> str:
        return self.label


class InternalNote(models.Model):
    """What officers write for each other. Never public, in no export."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=2000)
    written_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class AuthorReply(models.Model):
    """What an author of the proposal tells the officer; only they and the council read it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="replies")
    author = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("your answer"), max_length=2000)
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("author’s answer to a check")
        verbose_name_plural = _("authors’ answers to checks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
