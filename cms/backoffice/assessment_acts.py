"""What officers do in one check: questions, cost lines, notes, the officer and the day, the decision."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.rounds.assessing import rules
from budgeting.rounds.assessing.actions import (
    add_cost_line,
    answer_questions,
    assign_assessment,
    decide_feasible,
    decide_infeasible,
    reopen_assessment,
    write_note,
)
from budgeting.rounds.assessing.questions import Answer, Question
from budgeting.rounds.models import RoundPot
from budgeting.rounds.pot_fit import share_for
from cms.backoffice.acts import Act
from cms.backoffice.fields import day_field, long_text
from participation.accounts.models import User
from participation.money import format_money
from participation.money_field import MoneyField

PUBLIC = gettext_lazy("Reason, which everyone can read")


class QuestionsForm(forms.Form):
    def __init__(self, *args, thing, **kwargs):
        super().__init__(*args, **kwargs)
        for question in Question:
            self.fields[question.value] = forms.ChoiceField(
                label=question.label, choices=Answer.choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"{question.value}_note"] = forms.CharField(
                label=_("Note to: %(question)s") % {"question": question.label},
                max_length=500,
                required=False,
                help_text=_("Only officers and auditors read it. Anything but a yes needs one."),
            )

    def answers(self) -> dict[str, tuple[str, str]]:
        kept = self.cleaned_data
        return {each.value: (kept[each], kept[f"{each.value}_note"]) for each in Question if kept[each]}

    def clean(self):
        return {**super().clean(), "answers": self.answers()}


class CostLineForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("What the money is for"), max_length=120)
    amount = MoneyField(label=gettext_lazy("Amount"), min_value=1)
    yearly = forms.BooleanField(
        label=gettext_lazy("It is needed each year"),
        required=False,
        help_text=gettext_lazy("Running costs are shown to voters. The pot does not pay them."),
    )

    def __init__(self, *args, thing, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = thing.round.currency


class AssignForm(forms.Form):
    officer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Officer"))
    due = day_field(gettext_lazy("To be decided by"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = rules.officers()


class NoteForm(forms.Form):
    text = long_text(
        gettext_lazy("Note"),
        max_length=2000,
        help_text=gettext_lazy("Only officers and auditors read it."),
    )


class FeasibleForm(forms.Form):
    round_pot = forms.ModelChoiceField(RoundPot.objects.none(), label=gettext_lazy("Pot that pays"))
    reason = long_text(PUBLIC, max_length=2000)

    def __init__(self, *args, thing, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round_pot"].queryset = thing.round.pots.select_related("pot")
        self.fields["round_pot"].empty_label = _("Choose a pot")


class PublicReasonForm(forms.Form):
    reason = long_text(PUBLIC, max_length=2000)


def _answered(check) -> dict:
    rows = check.answers.all()
    return {row.question: row.answer for row in rows} | {f"{row.question}_note": row.note for row in rows}


def _likely_pot(check) -> dict:
    shares = check.round.pots.select_related("pot__area", "pot__category")
    likely = share_for(shares, check.proposal.area, check.proposal.category)
    return {"round_pot": likely.pk if likely else None}


def _questions(actor, check, data) -> str:
    answer_questions(actor=actor, assessment=check, answers=data["answers"])
    return _("The answers are kept. Nobody outside the council sees them.")


def _cost(actor, check, data) -> str:
    line = add_cost_line(actor=actor, assessment=check, **data)
    amount = format_money(line.amount, check.round.currency)
    return _("“%(line)s” is in the cost with %(amount)s.") % {"line": line, "amount": amount}


def _note(actor, check, data) -> str:
    write_note(actor=actor, assessment=check, text=data["text"])
    return _("The note is kept.")


def _assign(actor, check, data) -> str:
    assign_assessment(actor=actor, assessment=check, **data)
    return _("%(officer)s decides it by %(day)s.") % {"officer": data["officer"], "day": data["due"]}


def _feasible(actor, check, data) -> str:
    project = decide_feasible(actor=actor, assessment=check, **data)
    return _("“%(project)s” is project number %(number)d of the round. Its authors are told.") % {
        "project": project,
        "number": project.number,
    }


def _infeasible(actor, check, data) -> str:
    decide_infeasible(actor=actor, assessment=check, reason=data["reason"])
    return _("“%(title)s” is declined. Everyone can read why, and its authors are told.") % {"title": check}


def _reopen(actor, check, data) -> str:
    reopen_assessment(actor=actor, assessment=check, reason=data["reason"])
    return _("“%(title)s” is checked again.") % {"title": check}


def _goes_on(user, check, now) -> bool:
    return rules.may_check(user, check)


ASSESSMENT_ACTS = {
    "questions": Act(
        label=gettext_lazy("Answer the questions"),
        explanation=gettext_lazy("You can answer some now and the others later."),
        icon="list-ul",
        may=_goes_on,
        perform=_questions,
        form=QuestionsForm,
        initial=_answered,
        form_knows_thing=True,
    ),
    "cost": Act(
        label=gettext_lazy("Add a line to the cost"),
        explanation=gettext_lazy(
            "What it takes once makes the project’s cost. What it takes each year is shown too."
        ),
        icon="plus",
        may=_goes_on,
        perform=_cost,
        form=CostLineForm,
        form_knows_thing=True,
    ),
    "note": Act(
        label=gettext_lazy("Write an internal note"),
        explanation=gettext_lazy("For other officers. It is never published."),
        icon="edit",
        may=lambda user, check, now: rules.may_note(user, check),
        perform=_note,
        form=NoteForm,
    ),
    "assign": Act(
        label=gettext_lazy("Give it to an officer"),
        explanation=gettext_lazy("And say by when it must be decided."),
        icon="user",
        may=_goes_on,
        perform=_assign,
        form=AssignForm,
        initial=lambda check: {"officer": check.officer_id, "due": check.due},
    ),
    "feasible": Act(
        label=gettext_lazy("It can be done"),
        explanation=gettext_lazy("It becomes a project of the round, with the cost from the lines."),
        icon="check",
        may=_goes_on,
        perform=_feasible,
        form=FeasibleForm,
        initial=_likely_pot,
        form_knows_thing=True,
    ),
    "infeasible": Act(
        label=gettext_lazy("It cannot be done"),
        explanation=gettext_lazy("The proposal is declined. Everyone reads why, and its authors can answer."),
        icon="cross",
        may=_goes_on,
        perform=_infeasible,
        form=PublicReasonForm,
    ),
    "reopen": Act(
        label=gettext_lazy("Check it again"),
        explanation=gettext_lazy("The decision is taken back, with a reason that everyone can read."),
        icon="undo",
        may=lambda user, check, now: rules.may_reopen(user, check),
        perform=_reopen,
        form=PublicReasonForm,
    ),
}
