"""Reports from readers and the reasoned decisions of facilitators."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ModeratedQuerySet(models.QuerySet):
    def visible(self):
        return self.filter(hidden_at__isnull=True)


class Moderated(models.Model):
    """Something a person wrote in public, which a facilitator may hide with a reason."""

    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class TargetQuerySet(models.QuerySet):
    def about(self, target: models.Model):
        """Rows about this one thing."""
        return self.filter(target_type=ContentType.objects.get_for_model(target), target_id=target.pk)


class ReportQuerySet(TargetQuerySet):
    def open(self):
        return self.filter(decision__isnull=True)

    def open_targets(self):
        """One row a reported thing, longest waiting first: target_type_id, target_id, count, first_at."""
        return (
            self.open()
            .order_by()
            .values("target_type_id", "target_id")
            .annotate(count=models.Count("pk"), first_at=models.Min("reported_at"))
            .order_by("first_at", "target_type_id", "target_id")
        )


class Report(models.Model):
    class Reason(models.TextChoices):
        ABUSE = "abuse", _("It insults or threatens someone")
        PRIVATE = "private", _("It shows someone's private details")
        SPAM = "spam", _("It is advertising or repeated many times")
        OTHER = "other", _("Something else")

    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    reporter = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("What is wrong with it?"), max_length=10, choices=Reason.choices)
    note = models.CharField(_("Anything else we should know"), max_length=500, blank=True)
    reported_at = models.DateTimeField(db_default=Now(), editable=False)
    decision = models.ForeignKey(
        "participation.Decision", models.SET_NULL, null=True, blank=True, related_name="reports"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id", "reporter"],
                condition=models.Q(decision__isnull=True),
                name="one_open_report_per_reader",
            )
        ]
        indexes = [models.Index(fields=["target_type", "target_id"], name="report_by_target")]


class Decision(models.Model):
    class Verdict(models.TextChoices):
        HIDE = "hide", _("Hide it")
        KEEP = "keep", _("Leave it as it is")
        RESTORE = "restore", _("Show it again")

    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict.choices)
    reason = models.TextField(_("reason, which the author reads"))
    decided_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="decision_by_target")]
