"""Takes a part in a round's paper: at the desk or at the boxes, and never both."""

from django.core.exceptions import ValidationError

from budgeting.ballots.paper.models import PaperPart
from budgeting.ballots.paper.rules import part_refusal
from budgeting.rounds.models import Round
from participation.accounts.models import User

DESK, BOXES = PaperPart.Part.DESK, PaperPart.Part.BOXES


def take_part(*, actor: User, round: Round, part: str) -> None:
    """Call inside the act's transaction. The first part that a person takes is theirs: the constraint decides
    between two acts at once. Raises ValidationError with code "other_part".
    """
    kept, _is_new = PaperPart.objects.get_or_create(round=round, person=actor, defaults={"part": part})
    if kept.part != part:
        raise ValidationError(part_refusal(actor, round, part), code="other_part")
