"""House rules, reports from readers, who looks at what, and the reasoned decisions of facilitators."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ModeratedQuerySet(models.QuerySet):
    def visible(self):
        return self.filter(hidden_at__isnull=True)


class Moderated(models.Model):
    """Something a person wrote in public, which a facilitator may hide with a reason."""

    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class HouseRuleQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(in_force=True)


class HouseRule(models.Model):
    """A rule of the house that decisions cite. One that was cited stays, though it may no longer hold."""

    title = models.CharField(_("short name"), max_length=60, unique=True)
    words = models.CharField(_("the rule in plain words"), max_length=400)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    in_force = models.BooleanField(_("holds now"), default=True)

    objects = HouseRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("house rule")
        verbose_name_plural = _("house rules")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class TargetQuerySet(models.QuerySet):
    def about(self, target: models.Model):
        """Rows about this one thing."""
        return self.filter(target_type=ContentType.objects.get_for_model(target), target_id=target.pk)


class ReportQuerySet(TargetQuerySet):
    def open(self):
        return self.filter(decision__isnull=True)

    def by_people(self):
        return self.filter(source="person")

    def open_targets(self):
        """One row a thing, longest waiting first: target_type_id, target_id, count (by people), first_at."""
        return (
            self.open()
            .order_by()
            .values("target_type_id", "target_id")
            .annotate(count=models.Count("pk", filter=Q(source="person")), first_at=models.Min("reported_at"))
            .order_by("first_at", "target_type_id", "target_id")
        )


class Report(models.Model):
    """Brings a thing before the facilitators. Machines only ever do this: they decide nothing."""

    class Reason(models.TextChoices):
        ABUSE = "abuse", _("It insults or threatens someone")
        PRIVATE = "private", _("It shows someone's private details")
        SPAM = "spam", _("It is advertising or repeated many times")
        OTHER = "other", _("Something else")

    class Signal(models.TextChoices):
        """What the site itself raises."""

        EDITED = "edited", _("The author changed it, as they were asked to")
        HELD = "held", _("It waits: a facilitator reads it before others do")
        LINKS = "links", _("It has many links")
        NEWCOMER = "newcomer", _("It has a link, and its author is new here")
        CONTACT = "contact", _("It may show how to reach or find a person")
        SHOUTING = "shouting", _("It is written in capitals")
        WATCHED = "watched", _("It has words that the council looks out for")
        REPEATED = "repeated", _("The same words stand in other places")
        MANY = "many", _("Several people reported it within an hour")

    class Source(models.TextChoices):
        PERSON = "person", _("a reader")
        MACHINE = "machine", _("the site")

    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    source = models.CharField(max_length=7, choices=Source.choices, default=Source.PERSON, editable=False)
    reporter = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(
        _("What is wrong with it?"), max_length=10, choices=[*Reason.choices, *Signal.choices]
    )
    note = models.CharField(_("Anything else we should know"), max_length=500, blank=True)
    reported_at = models.DateTimeField(db_default=Now(), editable=False)
    decision = models.ForeignKey(
        "participation.Decision", models.SET_NULL, null=True, blank=True, related_name="reports"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_type", "target_id", "reporter"],
                condition=Q(decision__isnull=True),
                name="one_open_report_per_reader",
            ),
            models.UniqueConstraint(
                fields=["target_type", "target_id", "reason"],
                condition=Q(decision__isnull=True, source="machine"),
                name="one_open_report_per_signal",
            ),
        ]
        indexes = [models.Index(fields=["target_type", "target_id"], name="report_by_target")]

    @property
    def sentence(self) -> str:
        """What is said of the thing; of a machine with what it found."""
        words = str(self.get_reason_display())
        if self.source == self.Source.PERSON:
            return words
        words = f"{words} ({self.note})" if self.note else words
        return _("Raised by the site: %(why)s") % {"why": words}


class Claim(models.Model):
    """One facilitator looks at a thing, for half an hour; nobody else decides on it meanwhile."""

    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    holder = models.ForeignKey("participation.User", models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(fields=["target_type", "target_id"], name="one_holder_of_a_claim")
        ]


class Decision(models.Model):
    class Verdict(models.TextChoices):
        HIDE = "hide", _("Hide it")
        KEEP = "keep", _("Leave it as it is")
        EDIT = "edit", _("Ask the author to change it; until then everyone reads it")
        REWRITE = "rewrite", _("Hide it until the author has changed it")
        RESTORE = "restore", _("Show it again")

    class Access(models.TextChoices):
        """Verdicts about a person, not about words: `target` is the person."""

        BLOCK = "block", _("Block the person")
        LET_IN = "let_in", _("Let the person in again")

    class Measure(models.TextChoices):
        """What the decision means for the author, beside what it means for the words."""

        WARN = "warn", _("Warn the author")
        PAUSE = "pause", _("Pause the author: they cannot write for a while")

    # Those that ask the author to change the words.
    ASKING = (Verdict.EDIT, Verdict.REWRITE)
    # Those that put something on the author, for which a house rule must be named.
    AGAINST = (Verdict.HIDE, *ASKING, Access.BLOCK)

    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    verdict = models.CharField(_("decision"), max_length=10, choices=[*Verdict.choices, *Access.choices])
    # Whose words they were then, or who was blocked. Nobody once they have left.
    author = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    rule = models.ForeignKey(HouseRule, models.PROTECT, null=True, blank=True, related_name="decisions")
    reason = models.TextField(_("reason, which the author reads"))
    measure = models.CharField(max_length=5, choices=Measure.choices, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    # When the author did what an asking verdict asked for.
    edited_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="decision_by_target")]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure="pause", paused_until__isnull=False)
                | (~Q(measure="pause") & Q(paused_until__isnull=True)),
                name="a_pause_has_an_end",
            )
        ]

    @property
    def is_about_person(self) -> bool:
        return self.verdict in self.Access.values

    @property
    def weighs_on_author(self) -> bool:
        """Whether it takes something from the author: what can be appealed against."""
        return self.verdict in self.AGAINST or bool(self.measure)


class AppealQuerySet(models.QuerySet):
    def open(self):
        return self.filter(outcome="")


class Appeal(models.Model):
    """The author of the words says that a decision is wrong: once, and somebody else looks."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("The decision stays")
        OVERTURNED = "overturned", _("The decision is taken back")

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal")
    # Kept here so that the database itself can refuse a second look by the same person.
    first_decider = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    words = models.TextField(_("why it is wrong"), max_length=2000)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason, which the author reads"), blank=True)
    decided_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(first_decider__isnull=True)
                | ~Q(decided_by=models.F("first_decider")),
                name="appeal_goes_to_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | (~Q(outcome="") & ~Q(reason="") & Q(decided_at__isnull=False)),
                name="appeal_is_answered_whole",
            ),
        ]
