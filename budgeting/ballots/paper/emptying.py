"""What sealing takes from the paper boxes: the valid choices of each slip. No reading outlives it."""

from collections import Counter
from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from budgeting.ballots.box import Locksmith, Unreadable
from budgeting.ballots.choices import Choices, check, tidy
from budgeting.ballots.paper.forms_of import PaperForm, forms_of
from budgeting.ballots.paper.mark_rule import Marks, Verdict, judge
from budgeting.ballots.paper.models import Counterfoil, PaperBox, PaperReading, RefusedMarks
from budgeting.ballots.paper.readings import PURPOSE, finders_that_count
from budgeting.ballots.paper.reconciling import figures_of
from budgeting.ballots.refusals import BallotRefused
from budgeting.rounds.models import Project, Round
from budgeting.rounds.project_changes import at_lowest_cost


def read_boxes(smith: Locksmith, round: Round) -> list[Choices]:
    """The choices of all valid slips; notes how many were spoiled, and why.

    Raises ValidationError when a box is not opened or not settled, or a reading is damaged.
    """
    figures = figures_of(round)
    if figures.before_sealing:
        raise ValidationError(figures.before_sealing, code="paper")
    forms = {form.key: form for form in forms_of(round)}
    choices: list[Choices] = []
    refused: Counter[tuple[int | None, str]] = Counter()
    for box in figures.boxes:
        form = forms[box.area_id or 0]
        verdicts = _verdicts(smith, box, form)
        choices += [tidy(round, form.projects, each.choices) for each in verdicts if each.choices]
        refused.update(each for verdict in verdicts for each in verdict.refused)
        box.spoiled = sum(not verdict.choices for verdict in verdicts)
        box.save(update_fields=["spoiled"])
    RefusedMarks.objects.bulk_create(
        RefusedMarks(round=round, round_pot_id=pot, reason=reason, slips=slips)
        for (pot, reason), slips in sorted(refused.items(), key=lambda item: (item[0][0] or 0, item[0][1]))
    )
    return choices


def delete_paper(round: Round) -> None:
    """No reading and no counterfoil outlives the sealing."""
    PaperReading.objects.filter(entry__box__round=round).delete()
    Counterfoil.objects.filter(round=round).delete()


def _verdicts(smith: Locksmith, box: PaperBox, form: PaperForm) -> list[Verdict]:
    rows = PaperReading.objects.filter(entry__box=box, entry__attempt=box.attempt)
    sealed = dict(rows.values_list("finder", "box"))
    verdicts, fault = [], _fault_in(form, at_lowest_cost(form.round, form.projects))
    for finder in finders_that_count(smith, box):
        try:
            marks = smith.unlock(PURPOSE, finder, sealed[finder])
        except Unreadable as problem:
            raise ValidationError(
                _("A paper ballot that was entered is damaged. Nothing was changed."), code="damaged"
            ) from problem
        verdicts.append(judge_slip(form, fault, marks))
    return verdicts


def judge_slip(form: PaperForm, fault: Callable[[int, Marks], str], marks: Marks) -> Verdict:
    """The marks of one slip under the round's declared rule and the limits of its ballot."""
    pot_of = {project.number: project.round_pot_id for project in form.projects}
    return judge(form.round.mark_rule, marks, pot_of, fault)


def _fault_in(form: PaperForm, projects: Sequence[Project]) -> Callable[[int, Marks], str]:
    shares = {share.pk: share for share in form.shares}

    def fault(pot: int, marks: Marks) -> str:
        try:
            check(form.round, [shares[pot]], projects, tidy(form.round, projects, marks))
        except BallotRefused as refusal:
            return str(refusal.code)
        return ""

    return fault
