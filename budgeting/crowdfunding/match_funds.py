"""Council money that follows pledges, by rules that freeze with the first, and what each campaign got."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.allocation.matching import Limits, Reason, Sharing
from budgeting.crowdfunding.querysets import MatchFundQuerySet


class MatchFund(models.Model):
    """Money from a pot that follows pledges; `account` holds what is left of it. None: no limit.

    `ratio_match` minor units for each `ratio_pledge`. First come, each pledge is matched when it comes; by
    the other rules all is settled once, after `end`.
    """

    class SharingRule(models.TextChoices):
        FIRST_COME = (
            Sharing.FIRST_COME,
            _("First come: each pledge is matched at once, until the money is gone"),
        )
        RANKED = Sharing.RANKED, _("Ranked: at the end, the campaign with most backers goes first")
        PROPORTIONAL = Sharing.PROPORTIONAL, _("Proportional: at the end, everybody gets the same part")
        QUADRATIC = (
            Sharing.QUADRATIC,
            _("Quadratic: at the end, many small pledges count more than few large"),
        )

    class Counted(models.TextChoices):
        COLLECTED = (
            "collected",
            _("Money that is paid in: what was added to a pledge goes back if it is never paid"),
        )
        PLEDGED = "pledged", _("Money that is pledged: what was added stays, even if a pledge is never paid")

    title = models.CharField(_("title"), max_length=120)
    pot = models.ForeignKey(
        "budgeting.Pot", models.PROTECT, related_name="match_funds", verbose_name=_("pot")
    )
    amount = models.BigIntegerField(_("amount"))
    account = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+", editable=False)
    sharing = models.CharField(
        _("when the money is short"),
        max_length=12,
        choices=SharingRule.choices,
        default=SharingRule.FIRST_COME,
    )
    # What becomes of the match of a pledge that is not paid in time.
    counted = models.CharField(
        _("what the council follows"), max_length=9, choices=Counted.choices, default=Counted.COLLECTED
    )
    ratio_match = models.PositiveSmallIntegerField(_("council pays"), default=1)
    ratio_pledge = models.PositiveSmallIntegerField(_("for each, pledged by residents"), default=1)
    cap_per_pledge = models.BigIntegerField(_("most match for one pledge"), null=True, blank=True)
    cap_per_person = models.BigIntegerField(_("most match for one person's pledges"), null=True, blank=True)
    cap_per_campaign = models.BigIntegerField(_("most match for one campaign"), null=True, blank=True)
    cap_percent = models.PositiveSmallIntegerField(
        _("most match for one campaign, in percent of its target"), null=True, blank=True
    )
    minimum_backers = models.PositiveSmallIntegerField(_("backers needed"), default=0)
    minimum_percent = models.PositiveSmallIntegerField(_("percent of the target needed first"), default=0)
    council_not_first = models.BooleanField(_("the council is not first"), default=False)
    areas = models.ManyToManyField(
        "participation.Area", related_name="+", blank=True, verbose_name=_("areas")
    )
    categories = models.ManyToManyField(
        "participation.Category", related_name="+", blank=True, verbose_name=_("categories")
    )
    start = models.DateTimeField(_("start"), null=True, blank=True)
    end = models.DateTimeField(_("end"), null=True, blank=True)
    # Set with the first pledge that it could match; from then on the database holds the rules still.
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MatchFundQuerySet.as_manager()

    class Meta:
        verbose_name = _("match fund")
        verbose_name_plural = _("match funds")
        constraints = [
            models.CheckConstraint(
                condition=Q(ratio_match__gte=1, ratio_pledge__gte=1), name="match_ratio_from_one"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="match_fund_above_zero"),
            models.CheckConstraint(
                condition=Q(cap_percent__isnull=True) | Q(cap_percent__range=(1, 100)),
                name="match_cap_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(minimum_percent__lte=100), name="match_minimum_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gt=F("start")),
                name="match_fund_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(sharing="first_come") | Q(end__isnull=False), name="match_fund_settled_has_end"
            ),
            models.CheckConstraint(
                condition=~Q(sharing="quadratic")
                | Q(ratio_match=1, ratio_pledge=1, cap_per_pledge__isnull=True, cap_per_person__isnull=True),
                name="match_fund_quadratic_by_roots",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("match_fund", args=[self.pk])

    @property
    def at_once(self) -> bool:
        """Whether a pledge is matched when it comes, and not at the end."""
        return self.sharing == self.SharingRule.FIRST_COME

    @property
    def follows_promises(self) -> bool:
        """Whether the match of a pledge that is never paid stays with its campaign."""
        return self.counted == self.Counted.PLEDGED

    @property
    def limits(self) -> Limits:
        return Limits(
            ratio_match=self.ratio_match,
            ratio_pledge=self.ratio_pledge,
            per_pledge=self.cap_per_pledge,
            per_person=self.cap_per_person,
            per_campaign=self.cap_per_campaign,
            percent_of_target=self.cap_percent,
            minimum_backers=self.minimum_backers,
            minimum_percent=self.minimum_percent,
            council_not_first=self.council_not_first,
        )

    def takes_pledges(self, at: datetime) -> bool:
        """Whether a pledge that comes at this time may be matched."""
        return (self.start is None or self.start <= at) and (self.end is None or at < self.end)


class MatchShare(models.Model):
    """What a campaign got when its fund was settled, and why. Written once."""

    campaign = models.OneToOneField("budgeting.Campaign", models.PROTECT, related_name="match_share")
    fund = models.ForeignKey(MatchFund, models.PROTECT, related_name="shares")
    amount = models.BigIntegerField(_("amount"))
    reason = models.CharField(
        max_length=13, choices=[(reason.value, reason.value) for reason in Reason], editable=False
    )
    # The numbers of the reason: pledged, counted, claim, ceiling and would_be in minor units, and backers.
    facts: Any = models.JSONField(default=dict)
    settled_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("share of a match fund")
        verbose_name_plural = _("shares of match funds")
        ordering = ["campaign"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="match_share_not_negative")]
