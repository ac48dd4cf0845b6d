"""What an officer writes down in a check: answers to the questions, lines of the cost, internal notes."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.rounds.actions.checks import require_planner, required_text
from budgeting.rounds.assessing.actions.locking import begun, open_assessment
from budgeting.rounds.assessing.models import Assessment, CheckAnswer, CostLine, InternalNote
from budgeting.rounds.assessing.questions import Answer, Question
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.money_field import LARGEST

MOST_LINES = 30
LONGEST_NOTE = 2000


@transaction.atomic
def answer_questions(*, actor: User, assessment: Assessment, answers: Mapping[str, tuple[str, str]]) -> None:
    """`answers`: question to (answer, note). What is not in it stays; anything but a yes needs a note.

    Raises PermissionDenied, and ValidationError naming "<question>_note".
    """
    assessment = open_assessment(actor, assessment)
    kept = [_checked(assessment, question, *said) for question, said in answers.items()]
    CheckAnswer.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["assessment", "question"],
        update_fields=["answer", "note"],
    )
    begun(assessment)
    facts = {"answers": sorted([row.question, row.answer] for row in kept)}
    record(verb="answer_questions", actor=actor, acting_as=OFFICER, target=assessment, facts=facts)


def _checked(assessment: Assessment, question: str, answer: str, note: str) -> CheckAnswer:
    note = note.strip()
    if answer != Answer.YES and not note:
        raise ValidationError({f"{question}_note": _("Say in a few words why.")})
    row = CheckAnswer(assessment=assessment, question=Question(question), answer=Answer(answer), note=note)
    row.clean_fields(exclude=["assessment"])
    return row


@transaction.atomic
def add_cost_line(
    *, actor: User, assessment: Assessment, label: str, amount: int, yearly: bool = False
) -> CostLine:
    """`amount` in minor units, once or each year. Raises PermissionDenied, and ValidationError by field."""
    assessment = open_assessment(actor, assessment)
    label = required_text(label, "label", _("Say what the money is for."))
    if not 0 < amount <= LARGEST:
        raise ValidationError({"amount": _("The amount must be above zero.")})
    if len(assessment.lines) >= MOST_LINES:
        raise ValidationError(_("A cost has up to %(n)d lines.") % {"n": MOST_LINES})
    line = CostLine(assessment=assessment, label=label, amount=amount, yearly=yearly)
    line.full_clean(exclude=["assessment"])
    line.save()
    begun(assessment)
    _log_line("add_cost_line", actor, line)
    return line


@transaction.atomic
def remove_cost_line(*, actor: User, line: CostLine) -> None:
    """Raises PermissionDenied, and ValidationError once the check is decided."""
    assessment = open_assessment(actor, line.assessment)
    _log_line("remove_cost_line", actor, CostLine.objects.select_related("assessment").get(pk=line.pk))
    assessment.cost_lines.filter(pk=line.pk).delete()


@transaction.atomic
def write_note(*, actor: User, assessment: Assessment, text: str) -> InternalNote:
    """For the council alone; its words stay out of the log, which others read."""
    require_planner(actor)
    text = required_text(text, "text", _("Write the note."))
    if len(text) > LONGEST_NOTE:
        raise ValidationError({"text": _("Please say it in fewer words.")})
    note: InternalNote = InternalNote.objects.create(assessment=assessment, text=text, written_by=actor)
    record(verb="write_assessment_note", actor=actor, acting_as=OFFICER, target=assessment)
    return note


def _log_line(verb: str, actor: User, line: CostLine) -> None:
    facts = {"line": line.label, "amount": line.amount, "yearly": line.yearly}
    record(verb=verb, actor=actor, acting_as=OFFICER, target=line.assessment, facts=facts)
