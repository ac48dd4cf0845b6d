"""Boxes of paper ballots: what was found when one was opened, and entering one again from the start."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from budgeting.ballots.locks import enter_box
from budgeting.ballots.paper.actions.parting import BOXES, take_part
from budgeting.ballots.paper.forms_of import form_of_area
from budgeting.ballots.paper.models import Counterfoil, PaperBox
from budgeting.ballots.paper.rules import may_enter
from budgeting.rounds.actions.checks import required_text
from budgeting.rounds.models import Round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def open_paper_box(
    *,
    actor: User,
    round: Round,
    place: str,
    area_id: int | None,
    found: int,
    unopened: int = 0,
    not_returned: int = 0,
) -> PaperBox:
    """Record a box that was opened and counted by hand; `area_id` names the form that lies in it.

    Raises PermissionDenied, and ValidationError naming the field.
    """
    round = round_to_enter(actor, round)
    place = required_text(place, "place", _("Say where the box stood."))
    if form_of_area(round, area_id) is None:
        raise ValidationError({"area": _("This round has no such form.")})
    _refuse_unknown_envelopes(round, found, unopened)
    take_part(actor=actor, round=round, part=BOXES)
    facts = {"found": found, "unopened": unopened, "not_returned": not_returned}
    settled = 0 if found == unopened else None
    try:
        with transaction.atomic():
            box = PaperBox.objects.create(round=round, place=place, area_id=area_id, settled=settled, **facts)
    except IntegrityError:
        raise ValidationError({"place": _("There is a box of this form from this place already.")}) from None
    record(verb="open_paper_box", actor=actor, acting_as=OFFICER, target=box, facts=facts)
    return box


@transaction.atomic
def enter_box_again(*, actor: User, box: PaperBox, reason: str) -> PaperBox:
    """Start a box anew against its recorded totals: earlier readings no longer count.

    Raises PermissionDenied, and ValidationError without a reason.
    """
    round_to_enter(actor, box.round)
    reason = required_text(reason, "reason", _("Say why the box is entered again."))
    box = PaperBox.objects.select_for_update(of=("self",)).select_related("round").get(pk=box.pk)
    box.attempt += 1
    box.settled = 0 if box.expected == 0 else None
    box.save(update_fields=["attempt", "settled"])
    record(
        verb="enter_paper_box_again",
        actor=actor,
        acting_as=OFFICER,
        target=box,
        reason=reason,
        facts={"attempt": box.attempt},
    )
    return box


def round_to_enter(actor: User, round: Round) -> Round:
    """The round under its shared lock. Raises PermissionDenied unless this person may enter boxes."""
    round = enter_box(round)
    if not may_enter(actor, round, database_now()):
        raise PermissionDenied(_("Boxes are entered after the end of voting and before the sealing."))
    return round


def _refuse_unknown_envelopes(round: Round, found: int, unopened: int) -> None:
    """Only envelopes on the list of those that stay shut may be taken out."""
    if unopened > found:
        raise ValidationError({"unopened": _("There cannot be more of them than were found in the box.")})
    void = round.counterfoils.filter(state=Counterfoil.State.VOID).count()
    before = round.paper_boxes.aggregate(sum=Sum("unopened"))["sum"] or 0
    if before + unopened > void:
        raise ValidationError(
            {"unopened": _("The list has %(void)s envelopes that stay shut, no more.") % {"void": void}}
        )
