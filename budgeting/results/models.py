"""Counts, their certification and what is published; a correction is a new version."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Result(models.Model):
    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="results")
    version = models.PositiveSmallIntegerField(default=1)
    ballots = models.PositiveIntegerField()
    spent = models.BigIntegerField()
    counted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    objections_end = models.DateTimeField(null=True, blank=True)
    certified_at = models.DateTimeField(null=True, blank=True)
    # What the engine said, byte for byte as published, and its fingerprint.
    document = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    audit_head = models.CharField(max_length=64, blank=True)
    correction_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["round", "-version"]
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="result_version_once")]


class Outcome(models.Model):
    """What became of one project in one result, with the numbers that its sentence is made of."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="outcomes")
    project = models.ForeignKey("budgeting.Project", models.PROTECT, related_name="outcomes")
    funded = models.BooleanField()
    place = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    numbers = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["result", "-funded", "place"]
        constraints = [
            models.UniqueConstraint(fields=["result", "project"], name="one_outcome_per_project"),
            models.CheckConstraint(condition=Q(place__gte=1), name="outcome_place_from_one"),
        ]


class Certification(models.Model):
    """One of the two named people who certify a result."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="certifications")
    certified_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    name = models.CharField(_("name as published"), max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "certified_by"], name="one_person_one_certification"),
        ]
