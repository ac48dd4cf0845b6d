"""An author tells the officer what they should know: a private answer, once or more."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.rounds.actions.checks import required_text
from budgeting.rounds.assessing.actions.checking import LONGEST_NOTE
from budgeting.rounds.assessing.actions.locking import locked_assessment
from budgeting.rounds.assessing.models import Assessment, AuthorReply
from budgeting.rounds.assessing.rules import may_reply, officers
from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.limits.table import REPLIES
from participation.notices.actions import tell


@transaction.atomic
def reply_to_officer(*, by: User, assessment: Assessment, text: str) -> AuthorReply:
    """Raises PermissionDenied for others and once the round is open, ValidationError without words."""
    assessment = locked_assessment(assessment)
    if not may_reply(by, assessment):
        raise PermissionDenied(_("Only authors answer, and until the vote is prepared."))
    text = required_text(text, "text", _("Write your answer."))
    if len(text) > LONGEST_NOTE:
        raise ValidationError({"text": _("Please say it in fewer words.")})
    count_act_of(by, REPLIES)
    reply: AuthorReply = AuthorReply.objects.create(assessment=assessment, author=by, text=text)
    people = [assessment.officer] if assessment.officer else list(officers())
    tell(people=people, thing=assessment, event="author-replied", actor=by)
    return reply
