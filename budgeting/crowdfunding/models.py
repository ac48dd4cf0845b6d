"""Campaigns, what residents pledge to them and the council money that follows."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class MatchFund(models.Model):
    """Council money from a pot that follows pledges: `ratio_match` for each `ratio_pledge`, first come, first matched."""

    title = models.CharField(_("title"), max_length=120)
    pot = models.ForeignKey(
        "budgeting.Pot", models.PROTECT, related_name="match_funds", verbose_name=_("pot")
    )
    amount = models.BigIntegerField(_("amount"))
    account = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+", editable=False)
    ratio_match = models.PositiveSmallIntegerField(_("council pays"), default=1)
    ratio_pledge = models.PositiveSmallIntegerField(_("for each, pledged by residents"), default=1)
    cap_per_person = models.BigIntegerField(_("most match for one person's pledges"))
    cap_per_campaign = models.BigIntegerField(_("most match for one campaign"))

    class Meta:
        verbose_name = _("match fund")
        verbose_name_plural = _("match funds")
        constraints = [
            models.CheckConstraint(
                condition=Q(ratio_match__gte=1, ratio_pledge__gte=1), name="match_ratio_from_one"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="match_fund_above_zero"),
        ]

    def __str__(self) -> str:
        return self.title


class Campaign(models.Model):
    proposal = models.OneToOneField(
        "participation.Proposal", models.PROTECT, null=True, blank=True, related_name="campaign"
    )
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    purpose = models.CharField(_("purpose in one sentence"), max_length=250)
    story = models.TextField(_("story"))
    budget_lines = models.JSONField(_("what the money buys"), default=list)
    organiser = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="campaigns")
    payee = models.CharField(_("who receives the money"), max_length=150)
    area = models.ForeignKey("participation.Area", models.PROTECT, null=True, related_name="+")
    currency = models.CharField(_("currency"), max_length=3)
    target = models.BigIntegerField(_("target"))
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    match_fund = models.ForeignKey(MatchFund, models.PROTECT, null=True, blank=True, related_name="campaigns")
    pledged = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+", editable=False)
    matched = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+", editable=False)
    picture = models.ImageField(_("picture"), upload_to="campaigns/", blank=True)
    picture_alt = models.CharField(_("what does the picture show?"), max_length=200, blank=True)
    thread = models.OneToOneField("participation.Thread", models.PROTECT, related_name="campaign", null=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["end", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(target__gt=0), name="campaign_target_above_zero"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="campaign_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.title


class Pledge(models.Model):
    """A promise of money by one identity, and the match that followed it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pledges")
    identity = models.ForeignKey("participation.Identity", models.PROTECT, related_name="pledges")
    key = models.CharField(max_length=64, unique=True)
    amount = models.BigIntegerField(_("amount"))
    match = models.BigIntegerField(default=0)
    named = models.BooleanField(_("show my name as a backer"), default=False)
    pledged_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="pledge_above_zero"),
            models.CheckConstraint(condition=Q(match__gte=0), name="match_not_negative"),
        ]
        indexes = [models.Index(fields=["campaign", "identity"], name="pledge_by_campaign")]
