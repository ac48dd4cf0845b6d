"""Payments by card for pledges, as we know them, and what payers' banks took back."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PaymentQuerySet(models.QuerySet["Payment"]):
    def live(self) -> "PaymentQuerySet":
        """Those that pay, or may still pay, their pledge."""
        return self.filter(state__in=LIVE)

    def to_look_at(self, now: Any) -> "PaymentQuerySet":
        return self.filter(next_look_at__lte=now)


class Payment(models.Model):
    """One payment by card. Its state follows what the provider says, not what a browser or message says."""

    class State(models.TextChoices):
        # We asked the provider to begin it, and may not know yet whether it did.
        STARTING = "starting", _("Begun")
        OPEN = "open", _("Waits for the payer")
        HELD = "held", _("Held on the card")
        TAKEN = "taken", _("Paid")
        ENDED = "ended", _("Not paid")
        REFUND_DUE = "due", _("Goes back to the card")
        REFUNDED = "refunded", _("Went back to the card")
        LOST = "lost", _("Taken back by the payer's bank")

    pledge = models.ForeignKey("budgeting.Pledge", models.PROTECT, related_name="payments")
    gateway = models.CharField(max_length=20)
    # Ours, and the provider's reference: by it a payment is found whose beginning was not answered.
    key = models.CharField(max_length=64, unique=True)
    provider_id = models.CharField(max_length=60, blank=True)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.STARTING)
    # Until when the money is only held; None: it is taken at once.
    hold_until = models.DateTimeField(null=True)
    # The provider's code of why it ended.
    reason = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    # When the provider is asked again, and how often in a row it gave no answer.
    next_look_at = models.DateTimeField(null=True)
    unanswered = models.PositiveSmallIntegerField(default=0)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment by card")
        verbose_name_plural = _("payments by card")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_above_zero"),
            # Nobody is charged twice for one pledge.
            models.UniqueConstraint(
                fields=["pledge"],
                condition=Q(state__in=["starting", "open", "held", "taken"]),
                name="one_live_payment_per_pledge",
            ),
            models.UniqueConstraint(
                fields=["gateway", "provider_id"], condition=~Q(provider_id=""), name="payment_known_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_look_at"],
                condition=Q(next_look_at__isnull=False),
                name="payments_to_look_at",
            )
        ]

    def __str__(self) -> str:
        return self.key


LIVE = (Payment.State.STARTING, Payment.State.OPEN, Payment.State.HELD, Payment.State.TAKEN)


class Dispute(models.Model):
    """A payer asked their bank for the money back. When it is lost, the provider took `amount` and `fee`."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="disputes")
    provider_id = models.CharField(max_length=60, unique=True)
    amount = models.BigIntegerField(_("amount"))
    fee = models.BigIntegerField(_("fee"), default=0)
    # The provider's word for where it stands.
    status = models.CharField(_("state"), max_length=20)
    is_over = models.BooleanField(default=False)
    # What the council bore, once it was lost: the fee, and the amount if it had left already.
    borne = models.BigIntegerField(null=True)
    found_at = models.DateTimeField(db_default=Now(), editable=False)
    booked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("disputed payment")
        verbose_name_plural = _("disputed payments")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, fee__gte=0), name="dispute_amounts"),
            models.CheckConstraint(
                condition=Q(borne__isnull=True, booked_at__isnull=True)
                | Q(borne__gte=0, booked_at__isnull=False),
                name="dispute_booked_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.provider_id

    @property
    def status_words(self) -> str:
        """Where it stands, in words; a status that we do not know as the provider says it."""
        words = {
            "needs_response": _("Answer it at the provider"),
            "under_review": _("The bank decides"),
            "won": _("Won: the money stays"),
            "lost": _("Lost"),
        }
        return str(words.get(self.status, self.status))
