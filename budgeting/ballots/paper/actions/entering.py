"""Two people enter a box, slip after slip, each blind to the other; a third settles where they differ."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.box import Locksmith, locksmith
from budgeting.ballots.paper.actions.boxes import round_to_enter
from budgeting.ballots.paper.actions.parting import BOXES, take_part
from budgeting.ballots.paper.forms_of import PaperForm, as_version, form_of_area
from budgeting.ballots.paper.mark_rule import Marks
from budgeting.ballots.paper.models import PaperBox, PaperEntry, PaperReading
from budgeting.ballots.paper.readings import differences, entries_of, put_reading
from budgeting.ballots.paper.rules import next_turn
from budgeting.ballots.paper.typed import ABSENT, read_typed
from budgeting.rounds.keys import KeyMissing
from budgeting.rounds.models import Round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record

Turn = PaperEntry.Turn


@transaction.atomic
def begin_entry(*, actor: User, box: PaperBox, version: str) -> PaperEntry:
    """Take the free turn of a box. `version` is read from the slips: those of another form are refused.

    Raises PermissionDenied, and ValidationError when the form is another, or the turn is for someone else.
    """
    round = round_to_enter(actor, box.round)
    if as_version(version) != _form(round, box).version:
        raise ValidationError({"version": _("These slips are of another form. Do not enter them here.")})
    take_part(actor=actor, round=round, part=BOXES)
    box = PaperBox.objects.select_for_update().get(pk=box.pk)
    entries = entries_of(box)
    turn = next_turn(box, actor, entries, len(differences(_smith(round), box, entries)))
    if turn is None:
        raise ValidationError(_("A different person does this: each box is read by two."), code="same_person")
    entry, is_new = PaperEntry.objects.get_or_create(
        box=box, attempt=box.attempt, turn=turn, entered_by=actor
    )
    if is_new:
        facts = {"turn": int(turn), "attempt": box.attempt}
        record(verb="begin_paper_entry", actor=actor, acting_as=OFFICER, target=box, facts=facts)
    return entry


@transaction.atomic
def enter_slip(*, actor: User, entry: PaperEntry, number: int, text: str) -> None:
    """Keep what this person reads on slip `number` of their entry, in place of what they read before.

    The next number is one more than the last; when settling, it is one of those that differ.
    Raises PermissionDenied, and ValidationError naming the field.
    """
    round, entry = _own_open_entry(actor, entry)
    smith = _smith(round)
    _refuse_other_number(smith, entry, number)
    absent = entry.turn == Turn.SETTLING and text.strip().lower() == ABSENT
    marks: Marks = () if absent else read_typed(_form(round, entry.box), text)
    put_reading(smith, entry, number, marks, absent=absent)
    if entry.turn != Turn.SETTLING and number > entry.slips:
        entry.slips = number
        entry.save(update_fields=["slips"])


@transaction.atomic
def finish_entry(*, actor: User, entry: PaperEntry, anyway: bool = False) -> PaperBox:
    """Say that the pile is done. `anyway`: although the number of slips is not that of the box.

    When both entries agree, or all differences are settled, the box is settled.
    Raises PermissionDenied, and ValidationError.
    """
    round, entry = _own_open_entry(actor, entry)
    box, smith = entry.box, _smith(round)
    settling = entry.turn == Turn.SETTLING
    if settling and differences(smith, box, entries_of(box)):
        raise ValidationError(_("Some slips are not settled yet."), code="differences")
    if not settling and entry.slips != box.expected and not anyway:
        raise ValidationError(
            _("You entered %(slips)s slips; the box has %(expected)s. Look whether you left one out.")
            % {"slips": entry.slips, "expected": box.expected},
            code="total",
        )
    entry.finished = True
    entry.save(update_fields=["finished"])
    facts = {"turn": entry.turn, "slips": entry.slips, "attempt": box.attempt}
    record(verb="finish_paper_entry", actor=actor, acting_as=OFFICER, target=box, facts=facts)
    _settle_when_done(smith, box)
    return box


def _settle_when_done(smith: Locksmith, box: PaperBox) -> None:
    entries = entries_of(box)
    readers = [entry for entry in entries if entry.turn != Turn.SETTLING]
    if len(readers) < len((Turn.FIRST, Turn.SECOND)) or not all(entry.finished for entry in entries):
        return
    if differences(smith, box, entries):
        return
    absent = PaperReading.objects.filter(entry__in=entries, absent=True).count()
    box.settled = max(entry.slips for entry in readers) - absent
    box.save(update_fields=["settled"])


def _own_open_entry(actor: User, entry: PaperEntry) -> tuple[Round, PaperEntry]:
    round = round_to_enter(actor, entry.box.round)
    box = PaperBox.objects.select_for_update(of=("self",)).select_related("round").get(pk=entry.box_id)
    entry = PaperEntry.objects.get(pk=entry.pk)
    if entry.entered_by_id != actor.pk:
        raise PermissionDenied(_("This is another person's entry."))
    if entry.finished or entry.attempt != box.attempt:
        raise ValidationError(_("This entry is closed."), code="closed")
    entry.box = box
    return round, entry


def _refuse_other_number(smith: Locksmith, entry: PaperEntry, number: int) -> None:
    if entry.turn == Turn.SETTLING:
        fits = number in differences(smith, entry.box, entries_of(entry.box), settled=False)
    else:
        fits = 1 <= number <= entry.slips + 1
    if not fits:
        raise ValidationError(_("There is no such slip to enter now."), code="number")


def _form(round: Round, box: PaperBox) -> PaperForm:
    form = form_of_area(round, box.area_id)
    if form is None:
        raise ValidationError(_("This round has no such form."), code="form")
    return form


def _smith(round: Round) -> Locksmith:
    try:
        return locksmith(round)
    except KeyMissing as problem:
        raise ValidationError(
            _("The key of this ballot box cannot be found. Nothing was changed."), code="key"
        ) from problem
