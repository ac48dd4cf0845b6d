"""What the council asks beyond the register, and the codes that answer it, kept as keyed hashes alone."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

PHONE_CODES_A_DAY = 3
TRIES_A_CODE = 5


class VerificationPolicy(models.Model):
    """The council's one choice of what a resident must show before a ballot opens to them."""

    asks_second_way = models.BooleanField(
        _("Ask for a second way before a ballot"),
        default=True,
        help_text=_("Else whoever knows a neighbour’s name, birthday and postcode could vote as them."),
    )
    offers_sms = models.BooleanField(_("Offer a code by text message"), default=True)
    offers_provider = models.BooleanField(
        _("Offer the account elsewhere that the site is set up with"), default=True
    )
    offers_letter = models.BooleanField(
        _("Offer a code by post"),
        default=False,
        help_text=_(
            "An officer compares each address with the council’s list, prints the letter and posts it."
        ),
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_verification_policy")]

    @classmethod
    def current(cls) -> "VerificationPolicy":
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class PhoneCode(models.Model):
    """A code that was sent by text message: keyed hashes of the code and of the number it went to."""

    identity = models.ForeignKey("participation.Identity", models.CASCADE, related_name="+")
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    code_key = models.CharField(max_length=64)
    phone_key = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity", "day", "number"], name="phone_codes_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=PHONE_CODES_A_DAY), name="phone_codes_a_day"
            ),
            models.CheckConstraint(condition=models.Q(tries__lte=TRIES_A_CODE), name="tries_of_a_phone_code"),
        ]


class DeskCode(models.Model):
    """A code that an officer handed to a person whose papers they saw, to be typed once, later."""

    identity = models.OneToOneField("participation.Identity", models.CASCADE, related_name="+")
    code_key = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("participation.User", models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)


class Reclaim(models.Model):
    """One officer asks that an identity which another account took go to its true owner; another approves."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        CLOSED = "closed", _("closed")

    identity = models.ForeignKey("participation.Identity", models.CASCADE, related_name="+")
    user = models.ForeignKey("participation.User", models.CASCADE, related_name="+")
    asked_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    # What the papers showed; emptied when it is decided.
    reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey("participation.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity"], condition=models.Q(state="waiting"), name="reclaim_waits_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("asked_by")), name="nobody_reclaims_for_themselves"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(decided_by__isnull=False)
                & ~models.Q(decided_by=models.F("asked_by"))
                & ~models.Q(decided_by=models.F("user")),
                name="reclaim_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
