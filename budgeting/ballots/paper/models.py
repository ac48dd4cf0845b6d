"""Paper ballots: who was given one, the boxes they lie in, and what two people read on each, encrypted.

No table holds both who and what: a counterfoil knows a person and no box, a reading a box and no voter.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Counterfoil(models.Model):
    """A paper ballot given to a person. Its random number stands on the envelope, never on the slip inside.

    Deleted when the box is sealed. It has no time and no counter: they would tell in which order people came.
    """

    class State(models.TextChoices):
        GIVEN = "given", _("given out")
        VOID = "void", _("no longer counts: the envelope stays shut")

    number = models.CharField(max_length=20, primary_key=True)
    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="counterfoils")
    identity = models.ForeignKey("participation.Identity", models.PROTECT, related_name="+")
    form = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.GIVEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "identity"], condition=Q(state="given"), name="one_person_one_paper_ballot"
            ),
        ]


class PaperPart(models.Model):
    """Which part an officer has in the paper of a round, for good: who gave a ballot to anyone, and so knows
    people and envelopes, never sees what lies in a box.
    """

    class Part(models.TextChoices):
        DESK = "desk", _("gives paper ballots out")
        BOXES = "boxes", _("opens and enters boxes")

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="paper_parts")
    person = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    part = models.CharField(max_length=5, choices=Part.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_part_of_the_paper_a_person"),
        ]


class PaperBox(models.Model):
    """A box of slips of one form, with what was counted by hand when it was opened."""

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="paper_boxes")
    # The ward whose form lies in it; none where the form is for everybody.
    area = models.ForeignKey("participation.Area", models.PROTECT, null=True, related_name="+")
    place = models.CharField(_("place"), max_length=80)
    found = models.PositiveIntegerField(_("ballots found in the box"))
    # Envelopes whose counterfoil is void, taken out as they were.
    unopened = models.PositiveIntegerField(_("envelopes taken out unopened"), default=0)
    not_returned = models.PositiveIntegerField(_("given out here and not returned"), default=0)
    # Entering the box again begins another attempt; only the newest one counts.
    attempt = models.PositiveSmallIntegerField(default=1)
    # Slips as entered by both and settled; None while that is not done.
    settled = models.PositiveIntegerField(null=True)
    # Of those, how many hold no valid choice: known from the sealing on.
    spoiled = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "area", "place"], name="paper_box_once_in_place"),
            models.UniqueConstraint(
                fields=["round", "place"], condition=Q(area=None), name="paper_box_for_all_once_in_place"
            ),
            models.CheckConstraint(
                condition=Q(unopened__lte=F("found")), name="paper_box_unopened_among_found"
            ),
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def expected(self) -> int:
        """Slips to enter: all that were found but the envelopes that stay shut."""
        return self.found - self.unopened

    @property
    def reconciles(self) -> bool:
        return self.settled == self.expected


class PaperEntry(models.Model):
    """One person's work on a box: the first reading, the second, or settling where the two differ."""

    class Turn(models.IntegerChoices):
        FIRST = 1, _("first entry")
        SECOND = 2, _("second entry")
        SETTLING = 3, _("settling differences")

    box = models.ForeignKey(PaperBox, models.PROTECT, related_name="entries")
    attempt = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField(choices=Turn.choices)
    entered_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    slips = models.PositiveIntegerField(default=0)
    finished = models.BooleanField(default=False)

    class Meta:
        ordering = ["box", "attempt", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["box", "attempt", "turn"], name="one_entry_a_turn"),
            models.UniqueConstraint(fields=["box", "attempt", "entered_by"], name="each_entry_by_another"),
        ]


class PaperReading(models.Model):
    """What one person read on one slip: encrypted, found by a keyed hash, deleted at sealing.

    `likeness` is a keyed hash too: equal for the two readings of a slip exactly when they say the same.
    """

    finder = models.CharField(max_length=64, primary_key=True)
    entry = models.ForeignKey(PaperEntry, models.PROTECT, related_name="readings")
    likeness = models.CharField(max_length=64)
    # Where one person read a slip that is not there.
    absent = models.BooleanField(default=False)
    box = models.BinaryField()


class RefusedMarks(models.Model):
    """How many slips of a round had marks that did not count, by reason and pot; written at sealing."""

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="refused_marks")
    # None: the whole slip.
    round_pot = models.ForeignKey("budgeting.RoundPot", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20)
    slips = models.PositiveIntegerField()

    class Meta:
        ordering = ["round", "round_pot", "reason"]


class PaperExplanation(models.Model):
    """One of two people's public reason why the figures of the paper ballots do not fit together."""

    round = models.ForeignKey("budgeting.Round", models.PROTECT, related_name="paper_explanations")
    explained_by = models.ForeignKey("participation.User", models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    reason = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "explained_by"], name="one_person_one_explanation"),
        ]
