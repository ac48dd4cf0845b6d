"""What the daily comparison of providers and books found; nothing of it is ever deleted."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Comparison(models.Model):
    """One comparison with one gateway. Until `ended_at` it may have stopped in the middle."""

    gateway = models.CharField(max_length=20)
    begun_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True)
    payments = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("comparison with a provider")
        verbose_name_plural = _("comparisons with providers")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.gateway} {self.begun_at:%Y-%m-%d}"


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def unresolved(self) -> "DifferenceQuerySet":
        return self.filter(resolved_at__isnull=True)


class Difference(models.Model):
    """One payment of which provider and books said different things; resolved by a rule, or by a person."""

    class Kind(models.TextChoices):
        MISSED = "missed", _("We had not heard of it")
        UNEQUAL = "unequal", _("The amounts are not the same")
        STRANGER = "stranger", _("Money that no pledge knows")
        ABSENT = "absent", _("The provider does not know it")

    class Rule(models.TextChoices):
        BOOKED = "booked", _("Booked as the provider has it")
        AGREES = "agrees", _("Both say the same now")
        PERSON = "person", _("Explained by a person")

    gateway = models.CharField(max_length=20)
    kind = models.CharField(_("what"), max_length=8, choices=Kind.choices)
    # The reference of the payment.
    about = models.CharField(_("reference"), max_length=64)
    pledge = models.ForeignKey("budgeting.Pledge", models.PROTECT, null=True, related_name="+")
    # Minor units: what the provider has of it for us, and what our books have.
    theirs = models.BigIntegerField(_("at the provider"))
    ours = models.BigIntegerField(_("in our books"))
    currency = models.CharField(max_length=3)
    found_at = models.DateTimeField(db_default=Now(), editable=False)
    resolved_at = models.DateTimeField(null=True)
    how = models.CharField(_("how it was resolved"), max_length=6, choices=Rule.choices, blank=True)
    resolved_by = models.ForeignKey("participation.User", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("difference")
        verbose_name_plural = _("differences")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "kind", "about"],
                condition=Q(resolved_at__isnull=True),
                name="difference_listed_once",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, how="", resolved_by__isnull=True)
                | (Q(resolved_at__isnull=False) & ~Q(how="")),
                name="difference_resolved_whole",
            ),
            models.CheckConstraint(
                condition=~Q(how="person") | (Q(resolved_by__isnull=False) & ~Q(reason="")),
                name="difference_explained_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"
