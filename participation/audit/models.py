"""What staff, moderators and machines did: append-only, each event chained to the one before."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    # A plain number, not a foreign key: erasing a person must not change the chain.
    actor_id = models.BigIntegerField(null=True)
    acting_as = models.CharField(max_length=20, blank=True)
    verb = models.CharField(max_length=40)
    target_label = models.CharField(max_length=100, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["sequence"]

    @property
    def said(self) -> str:
        """Why, in words: those in the chain, or those beside it."""
        note = getattr(self, "note", None)
        return note.words if note is not None else self.reason


class AuditHead(models.Model):
    """The single row that holds the end of the chain; locked last, by every act that is logged."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")]
