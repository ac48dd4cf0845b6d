"""Stand-alone debates: a question that people talk over in its own right."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from participation.clock import DatabaseNow
from participation.debate.models import Comment
from participation.debates.words import WORDS
from participation.moderation.models import Moderated, ModeratedQuerySet


class DebateQuerySet(ModeratedQuerySet):
    def public(self):
        """Not hidden, in a process that everyone may see."""
        return self.visible().filter(process__published_at__lte=DatabaseNow())

    def containing(self, text: str):
        """Those in whose words every word of `text` appears, in this or another form; all for no words."""
        return self.filter(pk__in=WORDS.matching(text)) if text.strip() else self

    def with_comments(self):
        """Each debate with `comment_count`, counted in the same query."""
        seen = Comment.objects.visible().filter(thread=OuterRef("thread")).order_by().values("thread")
        return self.annotate(comment_count=Coalesce(Subquery(seen.annotate(n=Count("pk")).values("n")), 0))


class Debate(Moderated):
    """Open between its own dates, or where it has none as long as its process takes comments."""

    process = models.ForeignKey(
        "participation.Process", models.PROTECT, related_name="debates", verbose_name=_("process")
    )
    thread = models.OneToOneField("participation.Thread", models.PROTECT, related_name="debate")
    author = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="debates")
    by_council = models.BooleanField(default=False, editable=False)
    area = models.ForeignKey(
        "participation.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="debates",
        verbose_name=_("Which part of town?"),
    )
    category = models.ForeignKey(
        "participation.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="debates",
        verbose_name=_("What is it about?"),
    )
    title = models.CharField(_("What is the question?"), max_length=120)
    words = models.TextField(_("What should people know before they speak?"), max_length=5000)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    published_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = DebateQuerySet.as_manager()

    class Meta:
        verbose_name = _("debate")
        verbose_name_plural = _("debates")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="debate_closes_after_opening",
                violation_error_message=_("The end must lie after the start."),
            )
        ]
        indexes = [models.Index(fields=["process", "published_at"], name="debate_by_process")]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The words of the title for the address; the number alone decides."""
        return slugify(self.title)[:60].strip("-") or "debate"

    def get_absolute_url(self) -> str:
        return reverse("debate", args=[self.pk, self.slug])
