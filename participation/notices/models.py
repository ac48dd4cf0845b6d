"""Who follows what, what each person was told, and how often they want mail about it."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from participation.notices.events import Group


class Follow(models.Model):
    """A person wants to hear of what happens to a thing."""

    person = models.ForeignKey("participation.User", models.CASCADE, related_name="follows")
    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    followed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["-followed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "target_type", "target_id"], name="one_follow_per_person"
            )
        ]
        indexes = [models.Index(fields=["target_type", "target_id"], name="follow_by_target")]


class HowOften(models.TextChoices):
    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week, on Monday")
    NEVER = "never", _("Never")


class MailChoice(models.Model):
    """How often a person wants mail; with a group only for the events of that group."""

    person = models.ForeignKey("participation.User", models.CASCADE, related_name="mail_choices")
    group = models.CharField(max_length=10, choices=Group.choices, blank=True)
    how_often = models.CharField(max_length=6, choices=HowOften.choices)

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="one_mail_choice_per_group")]


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at__isnull=True)

    def unread_first(self):
        """And within the unread and the read the newest first."""
        is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=models.BooleanField())
        return self.alias(is_read=is_read).order_by("is_read", "-told_at", "-pk")


class Notice(models.Model):
    """One thing that one person was told. The sentence is made when it is read, in the reader's language."""

    person = models.ForeignKey("participation.User", models.CASCADE, related_name="notices")
    event = models.CharField(max_length=40)
    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    # Plain words and numbers of the event; never what a person wrote, which may be taken back.
    facts = models.JSONField(default=dict)
    # Residents by their account, so that the name goes when they go; staff by their role alone.
    actor = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    actor_role = models.CharField(max_length=20, blank=True)
    times = models.PositiveIntegerField(default=1)
    told_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    # Which mail it waits for; "" once it was handed to one, or when none is wanted.
    waits_for = models.CharField(max_length=6, choices=HowOften.choices, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-told_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-told_at"], name="notice_by_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(
                fields=["waits_for", "told_at"], condition=~Q(waits_for=""), name="notice_waiting_for_mail"
            ),
            models.Index(fields=["target_type", "target_id"], name="notice_by_target"),
        ]
