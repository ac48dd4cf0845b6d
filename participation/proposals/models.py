"""What residents propose, and who supports it."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from participation.clock import DatabaseNow
from participation.moderation.models import Moderated, ModeratedQuerySet


class ProposalQuerySet(ModeratedQuerySet):
    def published(self):
        return self.visible().filter(published_at__isnull=False)

    def public(self):
        """Published, in a process that everyone may see."""
        return self.published().filter(process__published_at__lte=DatabaseNow())

    def containing(self, text: str):
        """Those in whose words every word of `text` (the first eight) appears."""
        found = self
        for word in text.split()[:8]:
            found = found.filter(
                Q(title__icontains=word)
                | Q(what__icontains=word)
                | Q(why__icontains=word)
                | Q(place__icontains=word)
            )
        return found

    def with_supports(self):
        """Each proposal with `support_count`, counted in the same query."""
        counted = (
            Support.objects.filter(proposal=OuterRef("pk"))
            .order_by()
            .values("proposal")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(support_count=Coalesce(Subquery(counted), 0))

    def for_cards(self):
        return self.select_related("area", "category", "process").with_supports().defer("why", "who_for")


class Proposal(Moderated):
    class Status(models.TextChoices):
        PUBLISHED = "published", _("Published")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        BUILDING = "building", _("Being built")
        DONE = "done", _("Done")

    process = models.ForeignKey("participation.Process", models.PROTECT, related_name="proposals")
    author = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="proposals")
    thread = models.OneToOneField("participation.Thread", models.PROTECT, related_name="proposal")
    area = models.ForeignKey(
        "participation.Area", models.PROTECT, related_name="proposals", verbose_name=_("Which part of town?")
    )
    category = models.ForeignKey(
        "participation.Category",
        models.PROTECT,
        related_name="proposals",
        verbose_name=_("What is it about?"),
    )
    title = models.CharField(_("Title"), max_length=100)
    what = models.TextField(_("What should happen?"), max_length=3000)
    why = models.TextField(_("Why does it matter?"), max_length=3000)
    who_for = models.TextField(_("Who is it for?"), max_length=1000, blank=True)
    place = models.CharField(_("Where exactly?"), max_length=150, blank=True)
    rough_cost = models.BigIntegerField(_("Rough cost"), null=True, blank=True)
    picture = models.ImageField(_("Picture"), upload_to="proposals/", blank=True)
    picture_small = models.ImageField(upload_to="proposals/", blank=True, editable=False)
    picture_alt = models.CharField(_("What does the picture show?"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PUBLISHED)
    status_reason = models.TextField(_("reason for the status"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rough_cost__isnull=True) | Q(rough_cost__gte=0),
                name="proposal_cost_not_negative",
            )
        ]
        indexes = [models.Index(fields=["process", "published_at"], name="proposal_by_process")]

    def __str__(self) -> str:
        return self.title

    @property
    def card_picture(self):
        """The small picture, or for rows made without one the large."""
        return self.picture_small or self.picture

    @property
    def tone(self) -> str:
        """The colour of the status, which always stands beside its word."""
        tones = {"accepted": "good", "declined": "bad", "building": "accent", "done": "good"}
        return tones.get(self.status, "info")

    @property
    def state_label(self) -> str:
        """The word of the council on a card; nothing while it has not spoken."""
        return "" if self.status == self.Status.PUBLISHED else str(self.get_status_display())

    def get_absolute_url(self) -> str:
        return reverse("proposal", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The words of the title for the address; the number alone decides."""
        words = slugify(self.title)[:60].strip("-")
        return words if words and words != "support" else "proposal"


class Support(models.Model):
    """One identity stands behind a proposal: an endorsement, not a vote."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supports")
    identity = models.ForeignKey("participation.Identity", models.PROTECT, related_name="supports")
    given_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "identity"], name="one_person_one_support")
        ]
