"""What is open, when and for whom."""

from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from participation.clock import DatabaseNow


class Category(models.Model):
    """A theme that proposals and projects are sorted by."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("address"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProcessQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=DatabaseNow())

    def with_proposing(self):
        """Each process with `takes_proposals`: whether a phase that opens proposing runs now."""
        running = Phase.objects.of_kind(Phase.Kind.PROPOSE).open().filter(process=OuterRef("pk"))
        return self.annotate(takes_proposals=Exists(running))


class Process(models.Model):
    """One exercise that residents take part in, made of phases."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    purpose = models.CharField(_("purpose in one sentence"), max_length=250)
    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("Paragraphs parted by an empty line.")
    )
    rules = models.TextField(_("the rules in plain words"), blank=True, help_text=_("One rule a line."))
    area = models.ForeignKey(
        "participation.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="processes",
        verbose_name=_("area"),
    )
    supports_needed = models.PositiveIntegerField(_("supports needed for the next step"), default=0)
    supports_bring = models.CharField(
        _("what that many supports bring"),
        max_length=150,
        blank=True,
        help_text=_("One sentence, such as: The council answers within 30 days."),
    )
    support_cap = models.PositiveIntegerField(
        _("most proposals that one person supports"),
        null=True,
        blank=True,
        help_text=_("Leave it empty for no limit."),
    )
    check_first = models.BooleanField(
        _("check proposals before they are published"),
        default=False,
        help_text=_("A facilitator or an officer reads each proposal before everyone can."),
    )
    material_cost_share = models.PositiveSmallIntegerField(
        _("change of cost that supporters hear of, in percent"),
        default=20,
        help_text=_("When the rough cost moves by more than this, supporters are told and can take back."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processes")
        ordering = ["-published_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("process", args=[self.slug])

    @cached_property
    def known_phases(self) -> list["Phase"]:
        """The phases with their `state`, read once, for showing them; the rules ask anew."""
        return list(self.phases.with_state())

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.published_at <= timezone.now()


class PhaseQuerySet(models.QuerySet):
    def open(self):
        """Phases for which the database clock says start <= now < end."""
        return self.filter(start__lte=DatabaseNow(), end__gt=DatabaseNow())

    def of_kind(self, kind: str):
        return self.filter(kind=kind)

    def with_state(self):
        """Each phase with `state`, past, now or future by the database clock, and whether `extended`."""
        return self.annotate(
            extended=Exists(PhaseExtension.objects.filter(phase=OuterRef("pk"))),
            state=Case(
                When(end__lte=DatabaseNow(), then=Value("past")),
                When(start__gt=DatabaseNow(), then=Value("future")),
                default=Value("now"),
                output_field=CharField(),
            ),
        )


class Phase(models.Model):
    """A stretch of time that opens certain features. The clock opens and ends it, nobody else."""

    class Kind(models.TextChoices):
        PROPOSE = "propose", _("Propose and support")
        DEBATE = "debate", _("Talk it over")
        REVIEW = "review", _("The council checks and costs")
        BALLOT = "ballot", _("Vote")
        COUNT = "count", _("Count and check")
        DELIVER = "deliver", _("Build")
        PLEDGE = "pledge", _("Pledge")

    process = models.ForeignKey(Process, models.CASCADE, related_name="phases", verbose_name=_("process"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=80)
    words = models.CharField(_("what happens in it, in one sentence"), max_length=200, blank=True)
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    # When followers were told that it opened, and that it ends soon.
    opening_told_at = models.DateTimeField(null=True, editable=False)
    ending_told_at = models.DateTimeField(null=True, editable=False)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="phase_ends_after_start",
                violation_error_message=_("The end must lie after the start."),
            )
        ]
        indexes = [models.Index(fields=["process", "kind", "start", "end"], name="phase_by_process")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.start, self.end = self.start.replace(microsecond=0), self.end.replace(microsecond=0)
        super().save(*args, **kwargs)


class PhaseExtension(models.Model):
    """A phase that was given more time, and the reason that everyone may read."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="extensions")
    old_end = models.DateTimeField()
    new_end = models.DateTimeField()
    reason = models.TextField(_("reason, which everyone can read"), max_length=500)
    extended_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    extended_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("extension of a phase")
        verbose_name_plural = _("extensions of phases")
        ordering = ["extended_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_end__gt=F("old_end")),
                name="extension_only_later",
                violation_error_message=_("The new end must lie after the old one."),
            )
        ]
