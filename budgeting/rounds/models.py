"""Rounds, the pots they share out and the projects they choose among."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from budgeting.rounds.querysets import RESULT_TIMES, ProjectQuerySet, RoundQuerySet
from budgeting.rounds.states import Acts, State, state_of
from participation.clock import database_now


class Pot(models.Model):
    """Money for an area or theme. Its four accounts say what is free, reserved, committed and paid."""

    name = models.CharField(_("name"), max_length=120)
    area = models.ForeignKey(
        "participation.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pots",
        verbose_name=_("area"),
    )
    category = models.ForeignKey(
        "participation.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pots",
        verbose_name=_("theme"),
    )
    currency = models.CharField(_("currency"), max_length=3)
    free = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+")
    reserved = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+")
    committed = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+")
    paid = models.OneToOneField("budgeting.Account", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pot")
        verbose_name_plural = _("pots")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def meant_for(self) -> str:
        """ "for Trees in Harbour ward", "for Trees", "for Harbour ward", or nothing."""
        facts = {"theme": self.category, "area": self.area}
        if self.category and self.area:
            return now("for %(theme)s in %(area)s") % facts
        if self.category:
            return now("for %(theme)s") % facts
        return now("for %(area)s") % facts if self.area else ""


class Round(models.Model):
    """One budget edition. Its clock is a phase; its rules freeze when it is opened."""

    class BallotType(models.TextChoices):
        APPROVAL = "approval", _("Choose as many as you like, up to a limit")
        KNAPSACK = "knapsack", _("Choose as many as the pot can pay for")
        CHOOSE_ONE = "choose-1", _("Choose one")
        ORDINAL = "ordinal", _("Rank projects")
        CUMULATIVE = "cumulative", _("Share out points")

    class Proposers(models.TextChoices):
        ACCOUNT = "account", _("Everyone with an account")
        RESIDENT = "resident", _("Verified residents")
        HOME = "home", _("Verified residents, each for where they live or for the whole town")

    class TieRule(models.TextChoices):
        GIVEN = "given", _("The order that the council published before the vote")
        LOT = "lot", _("A public lot")

    class PaperRule(models.TextChoices):
        NONE = "none", _("Nobody votes on paper")
        PAPER_COUNTS = "paper", _("The paper ballot counts")
        ONLINE_COUNTS = "online", _("The online ballot counts")

    class MarkRule(models.TextChoices):
        POT = "pot", _("Only the marks in that pot are spoiled")
        WHOLE = "whole", _("The whole paper ballot is spoiled")

    class WithdrawnVotes(models.TextChoices):
        LEFT_OUT = "left_out", _("Votes for it are not counted")
        VOTERS_STAY = (
            "voters_stay",
            _("Votes for it are not counted, and who chose it alone still counts as a voter"),
        )

    class Leftovers(models.TextChoices):
        POT = "pot", _("It goes back to the pot that it came from")
        TOWN = "town", _("It goes to the pot of the whole town in this round")

    class ReserveRule(models.TextChoices):
        NEXT_IN_LINE = "next_in_line", _("The next project in line that fits gets its money")
        BACK_TO_POT = "back_to_pot", _("Its money goes back to the pot")

    process = models.OneToOneField("participation.Process", models.PROTECT, related_name="round")
    phase = models.OneToOneField("participation.Phase", models.PROTECT, related_name="round")
    currency = models.CharField(_("currency"), max_length=3)
    ballot_type = models.CharField(
        _("ballot"), max_length=10, choices=BallotType.choices, default=BallotType.KNAPSACK
    )
    # In each pot: of a ranked ballot, its places; where points are shared out, how many projects get some.
    max_choices = models.PositiveSmallIntegerField(_("most choices on a ballot"), null=True, blank=True)
    # Per pot and not per round, as money and choices are: each pot is an election of its own.
    points = models.PositiveSmallIntegerField(_("points to share out in each pot"), null=True, blank=True)
    rule = models.CharField(_("rule"), max_length=60, default="mes_cost_greedy")
    tie_rule = models.CharField(
        _("if projects tie"), max_length=10, choices=TieRule.choices, default=TieRule.GIVEN
    )
    paper_rule = models.CharField(
        _("if someone votes online and on paper"),
        max_length=10,
        choices=PaperRule.choices,
        default=PaperRule.NONE,
    )
    mark_rule = models.CharField(
        _("if a paper ballot has too many marks in a pot"),
        max_length=10,
        choices=MarkRule.choices,
        default=MarkRule.POT,
    )
    withdrawn_votes = models.CharField(
        _("if a project is withdrawn"),
        max_length=12,
        choices=WithdrawnVotes.choices,
        default=WithdrawnVotes.LEFT_OUT,
    )
    show_other_rules = models.BooleanField(
        _("show afterwards how other rules would have decided"), default=False
    )
    leftovers = models.CharField(
        _("what happens to money that is left over"),
        max_length=5,
        choices=Leftovers.choices,
        default=Leftovers.POT,
    )
    proposers = models.CharField(
        _("who may propose"), max_length=10, choices=Proposers.choices, default=Proposers.ACCOUNT
    )
    propose_age_from = models.PositiveSmallIntegerField(
        _("youngest age for proposing"), null=True, blank=True
    )
    propose_age_to = models.PositiveSmallIntegerField(_("oldest age for proposing"), null=True, blank=True)
    # All ages go by the year of birth alone, which is all that the register keeps: the age that is reached in
    # the year in which voting (or proposing) starts. Electorates of their own have their own rule.
    age_from = models.PositiveSmallIntegerField(_("youngest age for voting"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("oldest age for voting"), null=True, blank=True)
    one_other_ward = models.BooleanField(_("people may also choose in one other ward"), default=False)
    reserve_rule = models.CharField(
        _("if a project that won cannot be built"),
        max_length=12,
        choices=ReserveRule.choices,
        default=ReserveRule.BACK_TO_POT,
    )
    show_turnout = models.BooleanField(_("show the turnout while people vote"), default=True)
    smallest_published_pot = models.PositiveSmallIntegerField(
        _("fewest ballots for which choices are published"), default=10
    )
    # Who may vote without an account, each verified by the council in that way.
    opens_to_codes = models.BooleanField(_("with a code from the council’s desk"), default=False)
    opens_to_sms = models.BooleanField(_("with a code by text message"), default=False)
    opens_to_letters = models.BooleanField(_("with a code by post"), default=False)
    objection_days = models.PositiveSmallIntegerField(_("days for objections"), default=7)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    sealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Names the file that holds the round's ballot key, and is the key's fingerprint.
    key_id = models.CharField(max_length=64, blank=True, editable=False)
    # Keeps the logged digest of a small box from being guessed.
    box_salt = models.CharField(max_length=64, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_choices__isnull=True) | Q(max_choices__gte=1), name="round_choices_from_one"
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=1), name="round_points_from_one"
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_from__lte=F("age_to")),
                name="round_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(propose_age_from__isnull=True)
                | Q(propose_age_to__isnull=True)
                | Q(propose_age_from__lte=F("propose_age_to")),
                name="round_proposing_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True) | Q(opened_at__isnull=False),
                name="round_opened_before_sealed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.process)

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.process.slug])

    def state(self, now: datetime | None = None) -> State:
        """The state at `now` (default: database clock); no query after `with_clock()` when `now` is given."""
        return state_of(
            self.acts(), start=self.phase.start, end=self.phase.end, now=now if now else database_now()
        )

    def acts(self) -> Acts:
        """The recorded acts of this round and of its newest result."""
        if "result_counted_at" in self.__dict__:
            times = {name: self.__dict__[f"result_{name}"] for name in RESULT_TIMES}
            times["voided_at"] = self.__dict__["voided_at"]
        else:
            newest = self.results.order_by("-version").values(*RESULT_TIMES).first()
            times = newest or {"voided_at": getattr(getattr(self, "void", None), "voided_at", None)}
        return Acts(self.opened_at, self.sealed_at, **times)


class RoundPot(models.Model):
    """The share of a pot that one round decides about: reserved when the round opens."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="pots")
    pot = models.ForeignKey(Pot, models.PROTECT, related_name="round_pots", verbose_name=_("pot"))
    amount = models.BigIntegerField(_("amount"))
    # None: for residents.
    electorate = models.ForeignKey(
        "budgeting.Electorate", models.PROTECT, null=True, blank=True, related_name="pots"
    )

    class Meta:
        verbose_name = _("pot in a round")
        verbose_name_plural = _("pots in a round")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "pot"], name="pot_once_in_round"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="round_pot_above_zero"),
        ]

    def __str__(self) -> str:
        return str(self.pot)


class Project(models.Model):
    """A proposal found feasible and costed, on the ballot of a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="projects")
    round_pot = models.ForeignKey(RoundPot, models.PROTECT, related_name="projects", verbose_name=_("pot"))
    proposal = models.ForeignKey(
        "participation.Proposal", models.PROTECT, null=True, blank=True, related_name="projects"
    )
    # Made with the project; only rows of other hands have none, and take no comments.
    thread = models.OneToOneField(
        "participation.Thread", models.PROTECT, null=True, editable=False, related_name="project"
    )
    # The id in the public bundle, and the place in the published tie order.
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=150)
    summary = models.TextField(_("summary"), blank=True)
    area = models.ForeignKey("participation.Area", models.PROTECT, null=True, blank=True, related_name="+")
    category = models.ForeignKey(
        "participation.Category", models.PROTECT, null=True, blank=True, related_name="+"
    )
    cost = models.BigIntegerField(_("cost"))
    # What it takes each year to keep it going; the pot does not pay it.
    running_cost = models.BigIntegerField(_("running cost a year"), default=0)
    cost_note = models.TextField(_("what the cost covers"), blank=True)
    picture = models.ImageField(_("picture"), upload_to="projects/", blank=True)
    picture_small = models.ImageField(upload_to="projects/", blank=True, editable=False)
    picture_alt = models.CharField(_("what does the picture show?"), max_length=200, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="project_number_once_in_round"),
            models.UniqueConstraint(
                fields=["round", "proposal"],
                condition=Q(proposal__isnull=False),
                name="proposal_once_in_round",
            ),
            models.CheckConstraint(condition=Q(cost__gte=0), name="project_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(running_cost__gte=0), name="project_running_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.round.process.slug, self.number])

    @property
    def card_picture(self) -> str:
        """The address of the picture for lists, or an empty text."""
        return self.picture_small.url if self.picture_small else ""
