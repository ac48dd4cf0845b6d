"""What residents propose, and who supports it."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from participation.clock import DatabaseNow
from participation.debate.models import Comment
from participation.json_rows import JsonRows
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.processes.models import Phase
from participation.proposals.models.attachment import Attachment
from participation.proposals.models.co_author import CoAuthor
from participation.proposals.models.status import Milestone, OfficialAnswer, StatusChange
from participation.proposals.models.version import ProposalVersion
from participation.proposals.words import WORDS

# What follows a proposal's number in other addresses.
TAKEN = frozenset(
    ("support", "versions", "change", "give-up", "before", "invitation", "authors", "documents", "files")
)


def running_phases() -> JsonRows:
    """For proposals: the kinds of the phases of its process that are open now, by the database clock."""
    return JsonRows(Phase.objects.open().filter(process=OuterRef("process")), "kind")


class ProposalQuerySet(ModeratedQuerySet):
    def published(self):
        """What lists show: a merged one is read where it was merged into."""
        # By the status, which a constraint ties to `merged_into`: SQLite would take the index of the latter
        # for a few rows, where it holds nearly all.
        return self.visible().filter(published_at__isnull=False).exclude(status="merged")

    def public(self):
        """Published, in a process that everyone may see."""
        return self.published().filter(process__published_at__lte=DatabaseNow())

    def containing(self, text: str):
        """Those in whose words every word of `text` appears, in this or another form; all for no words."""
        return self.filter(pk__in=WORDS.matching(text)) if text.strip() else self

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

    def for_page(self):
        """With all that the page of one proposal shows beside its own words, in the same query."""
        status, version = StatusChange.objects, ProposalVersion.objects
        below = {"proposal": OuterRef("pk")}
        newest = version.filter(**below).order_by("-number").values("number")[:1]
        return (
            self.select_related("process", "area", "category", "author", "thread", "merged_into")
            .with_supports()
            .annotate(
                moves=JsonRows(status.filter(**below), "after", "reason", "role", "changed_at"),
                steps=JsonRows(Milestone.objects.filter(**below), "day", "title", "words"),
                answers=JsonRows(OfficialAnswer.objects.filter(**below), "text", "answered_at", "changed_at"),
                merged_here=JsonRows(
                    Proposal.objects.visible().filter(merged_into=OuterRef("pk")).order_by("pk"),
                    "id",
                    "title",
                ),
                authors=JsonRows(
                    CoAuthor.objects.filter(**below).order_by("pk").annotate(name=F("person__display_name")),
                    *("person_id", "state", "name"),
                ),
                files=JsonRows(
                    Attachment.objects.filter(**below).order_by("pk"),
                    *("id", "picture", "document", "words", "size"),
                ),
                version_count=Coalesce(Subquery(newest), 0),
                running=running_phases(),
            )
        )

    def with_comments(self):
        """Each proposal with `comment_count`, the comments that everyone sees, in the same query."""
        counted = (
            Comment.objects.visible()
            .filter(thread=OuterRef("thread"))
            .order_by()
            .values("thread")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.annotate(comment_count=Coalesce(Subquery(counted), 0))

    def for_cards(self):
        return self.select_related("area", "category", "process").with_supports().defer("why", "who_for")


class Proposal(Moderated):
    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting for a check")
        PUBLISHED = "published", _("Published")
        REVIEW = "review", _("Under review")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        MERGED = "merged", _("Merged")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        BUILDING = "building", _("Being built")
        DONE = "done", _("Done")

    # Nobody can support these any more.
    GONE = (Status.DECLINED, Status.MERGED, Status.WITHDRAWN)

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
    # Degrees north and east; both or neither.
    latitude = models.FloatField(_("Latitude"), null=True, blank=True)
    longitude = models.FloatField(_("Longitude"), null=True, blank=True)
    rough_cost = models.BigIntegerField(_("Rough cost"), null=True, blank=True)
    picture = models.ImageField(_("Picture"), upload_to="proposals/", blank=True)
    picture_small = models.ImageField(upload_to="proposals/", blank=True, editable=False)
    picture_alt = models.CharField(_("What does the picture show?"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PUBLISHED)
    status_reason = models.TextField(_("reason for the status"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Set while the text stands on a ballot, by the floor that put it there.
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When the newest change was made that weighs for supporters.
    material_at = models.DateTimeField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="split"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rough_cost__isnull=True) | Q(rough_cost__gte=0),
                name="proposal_cost_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
                name="proposal_merged_into_one",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="proposal_not_into_itself"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Said twice, since a check passes where a comparison with nothing is neither true nor false.
                | Q(latitude__isnull=False, latitude__range=(-90, 90))
                & Q(longitude__isnull=False, longitude__range=(-180, 180)),
                name="proposal_point_on_earth",
                violation_error_message=_("A place on the map needs two numbers: latitude and longitude."),
            ),
        ]
        indexes = [
            models.Index(fields=["process", "-published_at", "-id"], name="proposal_newest_of_process"),
            models.Index(fields=["-published_at", "-id"], name="proposal_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def card_picture(self):
        """The small picture, or for rows made without one the large."""
        return self.picture_small or self.picture

    @property
    def tone(self) -> str:
        """The colour of the status, which always stands beside its word."""
        tones = {
            "accepted": "good",
            "declined": "bad",
            "building": "accent",
            "done": "good",
            "withdrawn": "warn",
        }
        return tones.get(self.status, "info")

    @property
    def state_label(self) -> str:
        """The word of the council on a card; nothing while it has not spoken."""
        return "" if self.status == self.Status.PUBLISHED else str(self.get_status_display())

    def get_absolute_url(self) -> str:
        """Of a merged one the page that keeps its words and comments; its old address leads to the other."""
        if self.merged_into_id is not None:
            return reverse("proposal_before", args=[self.pk])
        return reverse("proposal", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The words of the title for the address; the number alone decides."""
        words = slugify(self.title)[:60].strip("-")
        return words if words and words not in TAKEN else "proposal"


class Support(models.Model):
    """One identity stands behind a proposal: an endorsement, not a vote."""

    # Found by the constraint's own index, which begins with it.
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supports", db_index=False)
    identity = models.ForeignKey("participation.Identity", models.PROTECT, related_name="supports")
    given_at = models.DateTimeField(db_default=Now(), editable=False)
    # The proposal that it was given to, when that one was merged into this.
    carried_from = models.ForeignKey(Proposal, models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "identity"], name="one_person_one_support")
        ]
