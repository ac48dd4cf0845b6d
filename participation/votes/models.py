"""Polls with their options or statements, the votes while a poll runs, and the tally that stays."""

from django.db import models
from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from participation.clock import DatabaseNow
from participation.moderation.models import Moderated, ModeratedQuerySet

MOST_OPTIONS = 20
MOST_POINTS = 10


class PollQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=DatabaseNow())

    def public(self):
        """Published, and in a process that everyone may see or in none."""
        shown = Q(process=None) | Q(process__published_at__lte=DatabaseNow())
        return self.published().filter(shown)

    def open(self):
        """Polls for which the database clock says opens_at <= now < closes_at."""
        return self.published().filter(opens_at__lte=DatabaseNow(), closes_at__gt=DatabaseNow())

    def with_turnout(self):
        """Each poll that is not counted yet with `voters`, in the same query."""
        votes = Vote.objects.filter(poll=OuterRef("pk")).order_by().values("poll")
        return self.annotate(voters=Coalesce(Subquery(votes.annotate(n=Count("pk")).values("n")), 0))

    def with_state(self):
        """Each poll with `state`: past, now or future by the database clock, or "draft"."""
        return self.annotate(
            state=Case(
                When(published_at=None, then=Value("draft")),
                When(closes_at__lte=DatabaseNow(), then=Value("past")),
                When(opens_at__gt=DatabaseNow(), then=Value("future")),
                default=Value("now"),
                output_field=CharField(),
            )
        )


class Poll(models.Model):
    """A question to residents. The clock opens and closes it; from its opening on it stands still."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("Choose one")
        MULTIPLE = "multiple", _("Choose several")
        RANKED = "ranked", _("Put in order")
        SCORED = "scored", _("Give points")
        STATEMENTS = "statements", _("Agree or disagree with statements")

    class Who(models.TextChoices):
        REGISTERED = "registered", _("Anyone registered")
        VERIFIED = "verified", _("Verified residents")

    class Shown(models.IntegerChoices):
        """When people see results. A higher number is tighter; an open poll never gets a lower one."""

        ALWAYS = 0, _("Always")
        VOTED = 1, _("To those who have voted, and to all after the end")
        CLOSED = 2, _("After the end")

    process = models.ForeignKey(
        "participation.Process",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="polls",
        verbose_name=_("process"),
    )
    thread = models.OneToOneField("participation.Thread", models.PROTECT, related_name="poll")
    question = models.CharField(_("question"), max_length=150)
    words = models.TextField(_("what it is about"), max_length=3000, blank=True)
    kind = models.CharField(_("how people answer"), max_length=10, choices=Kind.choices)
    min_choices = models.PositiveSmallIntegerField(_("fewest choices"), default=1)
    max_choices = models.PositiveSmallIntegerField(_("most choices, or places"), default=1)
    max_points = models.PositiveSmallIntegerField(_("most points for an option"), default=5)
    who = models.CharField(_("who may vote"), max_length=10, choices=Who.choices, default=Who.VERIFIED)
    areas = models.ManyToManyField(
        "participation.Area", blank=True, related_name="+", verbose_name=_("areas")
    )
    age_from = models.PositiveSmallIntegerField(_("from this age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("up to this age"), null=True, blank=True)
    age_on = models.DateField(_("age in the year of this day"), null=True, blank=True)
    shown = models.PositiveSmallIntegerField(
        _("results are shown"), choices=Shown.choices, default=Shown.VOTED
    )
    takes_statements = models.BooleanField(_("residents may add statements"), default=False)
    hold_first = models.BooleanField(_("staff look at added statements first"), default=False)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    counted_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What followers were told of already: "", "open", "soon".
    told = models.CharField(max_length=5, blank=True, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="poll_closes_after_opening",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(
                condition=Q(min_choices__gte=1) & Q(max_choices__gte=F("min_choices")),
                name="poll_choices_make_sense",
                violation_error_message=_("The fewest choices cannot be more than the most."),
            ),
            models.CheckConstraint(
                condition=Q(max_points__gte=1) & Q(max_points__lte=MOST_POINTS),
                name="poll_points_make_sense",
                violation_error_message=_("An option takes 1 to 10 points."),
            ),
            models.CheckConstraint(
                condition=Q(age_from=None, age_to=None) | Q(age_on__isnull=False, who="verified"),
                name="poll_age_is_declared",
                violation_error_message=_(
                    "An age needs the day on which it counts, and is known of verified residents alone."
                ),
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="poll_ages_in_order",
                violation_error_message=_("The ages are the wrong way round."),
            ),
        ]
        indexes = [models.Index(fields=["published_at", "opens_at", "closes_at"], name="poll_by_time")]

    def __str__(self) -> str:
        return self.question

    def save(self, *args, **kwargs):
        self.opens_at = self.opens_at.replace(microsecond=0)
        self.closes_at = self.closes_at.replace(microsecond=0)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("poll", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The words of the question for the address; the number alone decides."""
        words = slugify(self.question)[:60].strip("-")
        return words if words and words not in ("vote", "answers", "statements") else "poll"

    @property
    def by_identity(self) -> bool:
        """Whether one vote is counted for each verified person, rather than for each account."""
        return self.who == self.Who.VERIFIED


class PollOption(models.Model):
    """One of the things to choose between."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("option"), max_length=120)
    words = models.CharField(_("a few words about it"), max_length=300, blank=True)
    picture = models.ImageField(_("picture"), upload_to="polls/", blank=True)
    picture_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="option_number_once")]

    def __str__(self) -> str:
        return self.title


class PollExtension(models.Model):
    """A poll that was given more time, and the reason that everyone may read."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="extensions")
    old_end = models.DateTimeField()
    new_end = models.DateTimeField()
    reason = models.TextField(_("reason, which everyone can read"), max_length=500)
    extended_by = models.ForeignKey("participation.User", models.SET_NULL, null=True, related_name="+")
    extended_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("extension of a poll")
        verbose_name_plural = _("extensions of polls")
        ordering = ["extended_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_end__gt=F("old_end")),
                name="poll_extension_only_later",
                violation_error_message=_("The new end must lie after the old one."),
            )
        ]


class StatementQuerySet(ModeratedQuerySet):
    def shown(self):
        """Neither hidden nor waiting for staff to look at it."""
        return self.visible().filter(held=False)


class Statement(Moderated):
    """One sentence that people agree with, disagree with or pass. Without an author it is the council's."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="statements")
    author = models.ForeignKey(
        "participation.User", models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    thread = models.OneToOneField("participation.Thread", models.PROTECT, related_name="statement")
    text = models.CharField(_("Your statement"), max_length=200)
    # Waits until staff have looked at it.
    held = models.BooleanField(default=False)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "text"], name="statement_once_in_a_poll")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.poll_id, self.pk])


class Vote(models.Model):
    """That one person answered a poll: an account or an identity, as the poll asks. Gone once counted."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes")
    user = models.ForeignKey("participation.User", models.CASCADE, null=True, related_name="+")
    identity = models.ForeignKey("participation.Identity", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["poll", "user"], name="one_account_one_vote"),
            models.UniqueConstraint(fields=["poll", "identity"], name="one_identity_one_vote"),
            models.CheckConstraint(
                condition=Q(user=None, identity__isnull=False) | Q(user__isnull=False, identity=None),
                name="vote_of_account_or_identity",
            ),
        ]


class Choice(models.Model):
    """What a vote says of one option: 1 when chosen, its place when ranked, its points when scored."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="choices")
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="choices")
    value = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [models.UniqueConstraint(fields=["vote", "option"], name="one_choice_an_option")]


class Answer(models.Model):
    """What a vote says of one statement."""

    class Value(models.IntegerChoices):
        AGREE = 1, _("Agree")
        DISAGREE = -1, _("Disagree")
        PASS = 0, _("Pass")

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="answers")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="answers")
    value = models.SmallIntegerField(choices=Value.choices)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["vote", "statement"], name="one_answer_a_statement"),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="answer_is_one_of_three"),
        ]


class Tally(models.Model):
    """The counted result of a closed poll: how many voted, and sums. Nothing in it leads to a person."""

    poll = models.OneToOneField(Poll, models.PROTECT, primary_key=True, related_name="tally")
    turnout = models.PositiveIntegerField()
    # As `tallies.Count` reads it.
    numbers = models.JSONField()
    # Each voter's answers as a line of its own, in an order that says nothing: for rankings and statements.
    lines = models.JSONField(default=list)
    counted_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
