"""Talk: a thread and its comments, each for, against or neutral, and who found them helpful."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.moderation.models import Moderated, ModeratedQuerySet


class Thread(models.Model):
    """The discussion of one thing, which owns it by a OneToOne `thread`. A mode always has an end."""

    class Mode(models.TextChoices):
        OPEN = "open", _("Open: everyone who may take part writes as they like")
        SLOW = "slow", _("Slow: each person waits between two comments")
        HOLD = "hold", _("First comments wait: a facilitator reads what new people write")
        LOCKED = "locked", _("Locked: nobody writes")

    started_at = models.DateTimeField(db_default=Now(), editable=False)
    mode = models.CharField(_("how it is open"), max_length=6, choices=Mode.choices, default=Mode.OPEN)
    mode_until = models.DateTimeField(_("until"), null=True, blank=True)
    slow_minutes = models.PositiveSmallIntegerField(_("minutes between two comments"), default=10)
    # The facilitator's last word, which closes the discussion.
    summary = models.TextField(_("summary"), max_length=5000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Counts redactions in it and in what it belongs to: open pages then read their words anew.
    redactions = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mode="open") | Q(mode_until__isnull=False), name="thread_mode_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(summary=""), name="thread_closed_with_summary"
            ),
        ]

    def mode_at(self, now: datetime) -> str:
        """The mode at this moment: when its end has come, the thread is open again."""
        if self.mode_until is None or self.mode_until > now:
            return self.mode
        return self.Mode.OPEN


class CommentQuerySet(ModeratedQuerySet):
    # The conditions of `visible()`, for counting within other queries.
    SEEN = {f"{name}__isnull": True for name in ("hidden_at", "held_at", "removed_at")}
    is_visible = Q(**SEEN)

    def visible(self):
        """Those whose words everyone reads."""
        return self.filter(self.is_visible)

    def listed(self):
        """Those that have a place in the discussion, with or without their words."""
        return self.filter(held_at__isnull=True)

    def held(self):
        """Those that wait for a facilitator."""
        return self.filter(held_at__isnull=False, hidden_at__isnull=True)


class Comment(Moderated):
    """A comment (level 0), a reply (level 1), or a reply to a reply (level 2), below which nothing is nested.

    `parent` is what it answers; `under` is what it stands below: the same thing, but for an answer to a
    comment of level 2, which stands beside it. `top` is the comment of level 0 over them all.
    """

    class Stance(models.TextChoices):
        FOR = "for", _("For")
        AGAINST = "against", _("Against")
        NEUTRAL = "neutral", _("Neutral")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    under = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="below"
    )
    top = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="branch"
    )
    author = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="comments")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, default=Stance.NEUTRAL)
    text = models.TextField(_("your comment"), max_length=2000)
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    # Set by the first change that readers are told of.
    edited_at = models.DateTimeField(null=True, editable=False)
    # Waits for a facilitator since then.
    held_at = models.DateTimeField(null=True, editable=False)
    # Its author took the words back; it keeps its place for the replies.
    removed_at = models.DateTimeField(null=True, editable=False)
    # Counted anew with each vote; the score is the lower bound of `helpful_score()`.
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    unhelpful_count = models.PositiveIntegerField(default=0, editable=False)
    helpful_score = models.PositiveIntegerField(default=0, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True, under__isnull=True, top__isnull=True)
                | Q(parent__isnull=False, under__isnull=False, top__isnull=False),
                name="comment_has_one_place",
            )
        ]
        indexes = [
            models.Index(fields=["thread", "written_at"], name="comment_by_thread"),
            models.Index(fields=["held_at"], condition=Q(held_at__isnull=False), name="comment_held"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def save(self, *args, **kwargs):
        if self.parent is not None and self.under_id is None:
            self.stand_below(self.parent)
        super().save(*args, **kwargs)

    def stand_below(self, parent: "Comment") -> None:
        """Take the place of a reply to `parent`."""
        self.parent = parent
        self.top_id = parent.top_id or parent.pk
        self.under_id = parent.under_id if parent.level == 2 else parent.pk

    @property
    def is_readable(self) -> bool:
        """Does everyone read its words?"""
        return not (self.hidden_at or self.held_at or self.removed_at)

    @property
    def level(self) -> int:
        if self.top_id is None:
            return 0
        return 1 if self.under_id == self.top_id else 2

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.pk])


class HelpfulVote(models.Model):
    """What one person says about a comment of somebody else. Who leaves takes the name away, not the vote."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="helpful_votes")
    person = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    helpful = models.BooleanField()
    given_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("helpful vote")
        verbose_name_plural = _("helpful votes")
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="one_person_one_helpful_vote")
        ]


class CommentVersion(models.Model):
    """What a comment said until it was changed."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="versions")
    text = models.TextField()
    replaced_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("earlier version of a comment")
        verbose_name_plural = _("earlier versions of comments")
        ordering = ["replaced_at", "pk"]


class Mention(models.Model):
    """A comment speaks to a person by name. The person may leave; then the name goes."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mentioned_once")]
