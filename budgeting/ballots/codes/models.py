"""Admissions to a ballot without an account: codes in batches, and declarations, kept as keyed hashes."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

MOST_CODES = 500


class CodeBatch(models.Model):
    """Cards with codes that an officer had printed for one library or school."""

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="code_batches")
    # None: each card is for a resident, and works once the desk has tied it to that person.
    electorate = models.ForeignKey(
        "budgeting.Electorate", models.PROTECT, null=True, blank=True, related_name="code_batches"
    )
    label = models.CharField(_("label"), max_length=80)
    area = models.ForeignKey("participation.Area", models.PROTECT, null=True, blank=True, related_name="+")
    size = models.PositiveSmallIntegerField(_("number of codes"))
    expires_at = models.DateTimeField(_("codes work until"), null=True, blank=True)
    made_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancel_reason = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("batch of codes")
        verbose_name_plural = _("batches of codes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=MOST_CODES), name="size_of_a_batch"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""),
                name="batch_cancelled_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Admission(models.Model):
    """One code or one declaration, as a keyed hash, without time and without counter.

    It opens one ballot, once: `spent` is a keyed hash of the session that cast it. Nothing says whose ballot
    that was: `identity` is there only while the admission waits for its person.
    """

    key = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="admissions")
    batch = models.ForeignKey(CodeBatch, models.PROTECT, null=True, related_name="codes")
    electorate = models.ForeignKey(
        "budgeting.Electorate", models.PROTECT, null=True, related_name="admissions"
    )
    identity = models.ForeignKey("participation.Identity", models.CASCADE, null=True, related_name="+")
    spent = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("admission to a ballot")
        verbose_name_plural = _("admissions to ballots")
        constraints = [
            models.CheckConstraint(
                condition=Q(spent="") | Q(identity__isnull=True), name="spent_admission_forgets_its_person"
            ),
            models.UniqueConstraint(
                fields=["round", "identity"],
                condition=Q(identity__isnull=False),
                name="one_waiting_admission_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Elector(models.Model):
    """Says that an identity belongs to an electorate of its own, and so to its pots and no others."""

    identity = models.OneToOneField(
        "participation.Identity", models.CASCADE, primary_key=True, related_name="elector"
    )
    electorate = models.ForeignKey("budgeting.Electorate", models.PROTECT, related_name="electors")
