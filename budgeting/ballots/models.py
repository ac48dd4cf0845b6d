"""Who voted, the sealed box, and the choices once it is emptied: tables without a path between them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PollBookEntry(models.Model):
    """Says that an identity voted in a round, and nothing about how or when.

    The random receipt is the key: a counter would tell in which order people voted.
    """

    class Channel(models.TextChoices):
        ONLINE = "online", _("online")
        PAPER = "paper", _("on paper")
        IMPORTED = "imported", _("imported")

    receipt = models.CharField(max_length=40, primary_key=True)
    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="poll_book")
    identity = models.ForeignKey("participation.Identity", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.ONLINE)

    class Meta:
        verbose_name = _("poll book entry")
        verbose_name_plural = _("poll book")
        constraints = [
            models.UniqueConstraint(fields=["round", "identity"], name="one_person_one_ballot"),
        ]


class SealedBallot(models.Model):
    """Encrypted choices, found by HMAC(identity). No user, no time, no address, no sequence."""

    finder = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="sealed_ballots")
    box = models.BinaryField()


class BallotDraft(models.Model):
    """An encrypted basket that follows the voter across devices."""

    finder = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="drafts")
    box = models.BinaryField()


class DraftReminder(models.Model):
    """People with an uncast basket were reminded so many hours before the end of a round."""

    round = models.ForeignKey("budgeting.Round", models.CASCADE, related_name="draft_reminders")
    hours = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "hours"], name="one_reminder_per_moment")]


class CastKey(models.Model):
    """A retry key: the same key and body give the same receipt, another body is refused.

    Both columns are keyed hashes under the round's key, so that they tell nothing. Deleted at sealing.
    """

    key = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="cast_keys")
    finder = models.CharField(max_length=64)
    body = models.CharField(max_length=64)


class SealApproval(models.Model):
    """One of the two people who seal a box."""

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="seal_approvals")
    approved_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "approved_by"], name="one_person_one_seal"),
        ]


class CountedBallot(models.Model):
    """Choices of one ballot in one round, numbered in canonical order when the box was emptied."""

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="counted_ballots")
    number = models.PositiveIntegerField()
    # In the shape of the round's ballot type: see choices.py.
    choices = models.JSONField()

    class Meta:
        verbose_name = _("counted ballot")
        verbose_name_plural = _("counted ballots")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="counted_ballot_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="counted_ballot_number_from_one"),
        ]
