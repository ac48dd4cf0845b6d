"""Counts, their certification and what is published; a correction is a new version."""

from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ResultQuerySet(models.QuerySet["Result"]):
    def published(self) -> "ResultQuerySet":
        """Results that anyone may read, superseded versions included."""
        return self.filter(published_at__isnull=False)

    def newest_published(self) -> "ResultQuerySet":
        """The published version that stands: one a round."""
        newest = self.model.objects.published().filter(round=OuterRef("round")).order_by("-version")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))

    def light(self) -> "ResultQuerySet":
        """Without the published bytes, which only downloads need."""
        return self.defer("document")

    def with_totals(self) -> "models.QuerySet[Any]":
        """Adds `funded` and `projects`, the numbers of funded and of all projects."""
        return self.annotate(
            funded=Count("outcomes", filter=Q(outcomes__funded=True)), projects=Count("outcomes")
        )


class Result(models.Model):
    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="results")
    version = models.PositiveSmallIntegerField(default=1)
    ballots = models.PositiveIntegerField()
    spent = models.BigIntegerField()
    counted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    objections_end = models.DateTimeField(null=True, blank=True)
    certified_at = models.DateTimeField(null=True, blank=True)
    # What the engine said, byte for byte as published (result.json), and its SHA-256.
    document = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    # The head of the audit chain when the result was published.
    audit_head = models.CharField(max_length=64, blank=True)
    correction_reason = models.TextField(blank=True)
    # How many voted by area and by age, as far as it may be shown (turnout_groups.py).
    turnout_groups = models.JSONField(default=dict)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["round", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="result_version_once"),
            models.CheckConstraint(
                condition=Q(certified_at__isnull=True) | Q(published_at__isnull=False),
                name="result_published_before_certified",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Result of %(round)s, version %(version)d") % {
            "round": self.round,
            "version": self.version,
        }

    def get_absolute_url(self) -> str:
        return reverse("result_version", args=[self.round.process.slug, self.version])


class PotResult(models.Model):
    """What one pot of the round paid for, from how many ballots; a small pot publishes no choices."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="pots")
    round_pot = models.ForeignKey("budgeting.RoundPot", models.PROTECT, related_name="results")
    # The pot's name in the public files.
    name = models.CharField(max_length=80)
    ballots = models.PositiveIntegerField()
    spent = models.BigIntegerField()
    totals_only = models.BooleanField(default=False)
    # Each tie that was met: {"step": place from 1, "projects": [numbers, first wins]}.
    ties = models.JSONField(default=list)

    class Meta:
        verbose_name = _("result of a pot")
        verbose_name_plural = _("results of pots")
        ordering = ["result", "round_pot"]
        constraints = [
            models.UniqueConstraint(fields=["result", "round_pot"], name="one_result_per_pot"),
            models.UniqueConstraint(fields=["result", "name"], name="pot_name_once_in_result"),
        ]

    def __str__(self) -> str:
        return self.name


class Outcome(models.Model):
    """What became of one project in one result, with the numbers that its sentence is made of."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="outcomes")
    project = models.ForeignKey("budgeting.Project", models.PROTECT, related_name="outcomes")
    funded = models.BooleanField()
    # Among the funded: the order in which they were funded. Among the others: by votes.
    place = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    # The engine's numbers by name: money in whole units of the currency, exact ("12.5"), and `others`.
    numbers = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["result", "-funded", "place"]
        constraints = [
            models.UniqueConstraint(fields=["result", "project"], name="one_outcome_per_project"),
            models.CheckConstraint(condition=Q(place__gte=1), name="outcome_place_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.project)


class ResultFile(models.Model):
    """One file of the public bundle, as published."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="files")
    name = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("published file")
        verbose_name_plural = _("published files")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["result", "name"], name="file_name_once_in_result")]

    def __str__(self) -> str:
        return self.name


class Certification(models.Model):
    """One of the two named people who certify a result."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="certifications")
    certified_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    name = models.CharField(_("name as published"), max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "certified_by"], name="one_person_one_certification"),
        ]

    def __str__(self) -> str:
        return self.name


class PublicLot(models.Model):
    """Breaks a round's ties: a secret, whose hash is published first, and a later public draw."""

    round = models.OneToOneField("budgeting.Round", models.PROTECT, related_name="lot")
    # Which draw decides, such as "Lotto of 5 December, the six numbers in rising order".
    draw_name = models.CharField(_("public draw"), max_length=200)
    draw_at = models.DateTimeField(_("when it takes place"))
    secret = models.CharField(max_length=64, editable=False)
    commitment = models.CharField(max_length=64, editable=False)
    drawn = models.CharField(_("what was drawn"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("public lot")
        verbose_name_plural = _("public lots")

    def __str__(self) -> str:
        return self.draw_name


class ImportedRound(models.Model):
    """Marks a round that was made from a published election file, and keeps what the file said of itself."""

    round = models.OneToOneField("budgeting.Round", models.PROTECT, related_name="imported")
    file_name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, unique=True)
    meta = models.JSONField(default=dict)
    # The file's project ids; the project with number n is the n-th of them.
    project_ids = models.JSONField(default=list)

    class Meta:
        verbose_name = _("imported round")
        verbose_name_plural = _("imported rounds")

    def __str__(self) -> str:
        return self.file_name
