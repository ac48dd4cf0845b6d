"""Campaigns and what residents pledge to them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.payment_references import creditor_reference
from budgeting.crowdfunding.querysets import CampaignQuerySet, PledgeQuerySet


class Campaign(models.Model):
    """What a group asks money for until a deadline; its accounts hold what was promised, matched, paid."""

    class Mode(models.TextChoices):
        ALL_OR_NOTHING = "all", _("All or nothing: it goes ahead only with the whole target")
        TWO_ROUNDS = "rounds", _("Two rounds: first the least amount, then the rest of the target")
        FROM_MINIMUM = "minimum", _("From a minimum: it goes ahead with what it has, from a least amount")

    proposal = models.OneToOneField(
        "participation.Proposal", models.PROTECT, null=True, blank=True, related_name="campaign"
    )
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    purpose = models.CharField(_("purpose in one sentence"), max_length=250)
    story = models.TextField(_("story"))
    # Rows of [words, minor units]; they add up to the target.
    budget_lines = models.JSONField(_("what the money buys"), default=list)
    organiser = models.ForeignKey(
        "participation.User", models.SET_NULL, null=True, blank=True, related_name="campaigns"
    )
    # Declared beforehand: the payee's people, family, partners. The council follows none of their pledges.
    connected = models.ManyToManyField("participation.User", related_name="connected_campaigns", blank=True)
    payee = models.CharField(_("who receives the money"), max_length=150)
    category = models.ForeignKey(
        "participation.Category", models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.ForeignKey("participation.Area", models.PROTECT, null=True, blank=True, related_name="+")
    currency = models.CharField(_("currency"), max_length=3)
    target = models.BigIntegerField(_("target"))
    minimum = models.BigIntegerField(_("least amount for which it goes ahead"))
    mode = models.CharField(
        _("when does it go ahead?"), max_length=7, choices=Mode.choices, default=Mode.FROM_MINIMUM
    )
    if_it_fails = models.TextField(_("what happens if it fails"), blank=True)
    start = models.DateTimeField(_("start"))
    # Of two rounds: when the least amount has to be there. Then it goes on until the end.
    first_end = models.DateTimeField(_("end of the first round"), null=True, blank=True)
    end = models.DateTimeField(_("end"))
    match_fund = models.ForeignKey(MatchFund, models.PROTECT, null=True, blank=True, related_name="campaigns")
    pledged = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+", editable=False)
    matched = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+", editable=False)
    picture = models.ImageField(_("picture"), upload_to="campaigns/", blank=True)
    picture_alt = models.CharField(_("what does the picture show?"), max_length=200, blank=True)
    thread = models.OneToOneField("participation.Thread", models.PROTECT, related_name="campaign", null=True)

    # Opened when it is closed with success: what backers paid in, and what the group was paid.
    collected = models.OneToOneField(
        "budgeting.Account", models.PROTECT, related_name="+", null=True, editable=False
    )
    paid_out = models.OneToOneField(
        "budgeting.Account", models.PROTECT, related_name="+", null=True, editable=False
    )

    # Nobody else sees it before another officer has looked at who receives the money.
    set_up_by = models.ForeignKey(
        "participation.User", models.SET_NULL, related_name="+", null=True, editable=False
    )
    reviewed_by = models.ForeignKey(
        "participation.User", models.SET_NULL, related_name="+", null=True, editable=False
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    payee_evidence = models.TextField(_("what shows who they are"), blank=True, editable=False)

    # Set by the clock's work after a first round that had the least amount.
    second_round_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Set by the clock's work after the end: what fell short was given back by then.
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Whether it goes ahead: known when it is closed, and once more when all has been paid or given up.
    succeeded = models.BooleanField(null=True, editable=False)
    # How many times backers who have not paid were reminded.
    reminded = models.PositiveSmallIntegerField(default=0, editable=False)
    # From then on nobody is asked for money any more.
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    paid_out_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["end", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__gt=0, target__gte=F("minimum")), name="campaign_minimum_within_target"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="campaign_ends_after_start"),
            models.CheckConstraint(
                condition=Q(
                    mode="rounds", first_end__isnull=False, first_end__gt=F("start"), first_end__lt=F("end")
                )
                | ~Q(mode="rounds") & Q(first_end__isnull=True),
                name="campaign_two_rounds_have_a_middle",
            ),
            models.CheckConstraint(
                condition=Q(second_round_at__isnull=True) | Q(mode="rounds"),
                name="campaign_second_round_after_first",
            ),
            models.CheckConstraint(
                condition=~Q(set_up_by=F("reviewed_by")), name="campaign_reviewed_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(mode="all") | Q(minimum=F("target")), name="campaign_all_is_its_target"
            ),
            models.CheckConstraint(
                condition=Q(paid_out_at__isnull=True) | Q(settled_at__isnull=False, succeeded=True),
                name="campaign_paid_out_after_settling",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.slug])

    @property
    def minimum_by(self) -> datetime:
        """When its least amount has to be there."""
        return self.first_end or self.end

    @property
    def next_end(self) -> datetime:
        """Of the round that runs, or of the campaign."""
        return self.end if self.first_end is None or self.second_round_at is not None else self.first_end

    @property
    def raised(self) -> int:
        """Minor units promised, paid in and matched so far; needs the accounts loaded."""
        paid_in = self.collected.balance if self.collected else 0
        return self.pledged.balance + paid_in + self.matched.balance

    @property
    def to_go(self) -> int:
        """What can still be pledged; needs the accounts loaded."""
        return max(0, self.target - self.raised)

    @property
    def missed_by(self) -> int:
        """What backers left missing of the target, given back or not; for campaigns of `with_money()`."""
        return max(0, self.target - self.promised - self.followed)


class CampaignUpdate(models.Model):
    """News that the organisers give to their backers."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="updates")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    posted_on = models.DateField(_("date"))

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["-posted_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Pledge(models.Model):
    """A promise of money by one identity, and the match that followed it, until it is paid or ends.

    Each step is taken once: the ledger's key of the step lets no second one in.
    """

    class State(models.TextChoices):
        PROMISED = "promised", _("Promised")
        CANCELLED = "cancelled", _("Taken back")
        RELEASED = "released", _("Ended, nothing to pay")
        ASKED = "asked", _("Asked to pay")
        COLLECTED = "collected", _("Paid")
        UNPAID = "unpaid", _("Not paid in time")
        REFUNDED = "refunded", _("Paid back")
        PAID_OUT = "paid_out", _("Passed on to the group")
        DISPUTED = "disputed", _("Taken back by the payer’s bank")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pledges")
    identity = models.ForeignKey("participation.Identity", models.PROTECT, related_name="pledges")
    key = models.CharField(max_length=64, unique=True)
    amount = models.BigIntegerField(_("amount"))
    match = models.BigIntegerField(default=0)
    named = models.BooleanField(_("show my name as a backer"), default=False)
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.PROMISED, editable=False
    )
    asked_at = models.DateTimeField(null=True, editable=False)
    collected_at = models.DateTimeField(null=True, editable=False)
    pledged_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="pledge_above_zero"),
            models.CheckConstraint(condition=Q(match__gte=0), name="match_not_negative"),
        ]
        indexes = [
            models.Index(fields=["campaign", "identity"], name="pledge_by_campaign"),
            models.Index(fields=["campaign"], condition=Q(state="asked"), name="pledges_asked"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What its backer writes on the payment; never changes."""
        return creditor_reference(self.pk)
