"""The declared rules of a round as fields, each with the careful default of the template and its reason."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.allocation.rules import RULES, reads_ballot
from budgeting.rounds.models import Pot, Round
from budgeting.rounds.round_templates import OWN_RULES, RoundTemplate, reason
from budgeting.rounds.rule_faults import rule_faults
from budgeting.rounds.rule_words import offered_rules, rule_name, rule_sentences
from cms.backoffice.audit_rules import rule_fact

# In which step a rule is asked for; a rule that stands nowhere is asked for with the counting.
RULE_STEPS = {
    "voters": (
        *("proposers", "propose_age_from", "propose_age_to"),
        *("age_from", "age_to", "one_other_ward", "opens_to_codes", "opens_to_sms", "opens_to_letters"),
    ),
    "ballot": ("ballot_type", "max_choices", "points"),
    "counting": ("rule", "tie_rule", "leftovers", "smallest_published_pot", "withdrawn_votes"),
    "paper": ("paper_rule", "mark_rule"),
    "shown": ("show_turnout", "show_other_rules", "objection_days"),
}
# What a field says beside its name where the name alone does not.
HINTS = {
    "max_choices": gettext_lazy("Empty: no limit. On a ranked ballot: how many places there are."),
    "points": gettext_lazy("Only where people share out points."),
    "propose_age_from": gettext_lazy(
        "The age that people reach in the year in which proposing starts. Empty: no youngest age."
    ),
    "propose_age_to": gettext_lazy(
        "The age that people reach in the year in which proposing starts. Empty: no oldest age."
    ),
    "age_from": gettext_lazy("The age that people reach in the year of the vote. Empty: no youngest age."),
    "age_to": gettext_lazy("The age that people reach in the year of the vote. Empty: no oldest age."),
}


def rules_of_step(step: str) -> tuple[str, ...]:
    named = {name for names in RULE_STEPS.values() for name in names}
    more = sorted(OWN_RULES - named) if step == "counting" else ()
    return (*(name for name in RULE_STEPS[step] if name in OWN_RULES), *more)


def in_order() -> list[str]:
    """All rules, in the order in which the steps ask for them."""
    return [name for step in RULE_STEPS for name in rules_of_step(step)]


class RuleForm(forms.ModelForm):
    """Made for some rules of a planned round: `instance` holds all of them, `pots` are those of the round.

    With `pots` of None each rule is looked at by itself alone. `template` gives the reasons for its defaults;
    None on the desk, where no template is known any more.
    """

    class Meta:
        model = Round
        fields: Sequence[str] = ()

    def __init__(
        self, *args: Any, pots: Sequence[Pot] | None, template: RoundTemplate | None = None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.pots = pots
        if "rule" in self.fields:
            self._offer_rules()
        for name, field in self.fields.items():
            field.help_text = " ".join(filter(None, [str(HINTS.get(name, "")), _why(template, name)]))

    def _offer_rules(self) -> None:
        kinds = Round.BallotType if "ballot_type" in self.fields else [self.instance.ballot_type]
        names = [*dict.fromkeys(name for kind in kinds for name in offered_rules(kind))]
        now = self.instance.rule
        if now not in names and any(now in RULES and reads_ballot(RULES[now], kind) for kind in kinds):
            names.append(now)
        label = capfirst(str(Round._meta.get_field("rule").verbose_name))
        self.fields["rule"] = forms.ChoiceField(
            label=label, choices=[(name, _rule_label(name)) for name in names], widget=forms.RadioSelect
        )
        self.initial["rule"] = now if now in names else names[0]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name, value in cleaned.items():
            setattr(self.instance, name, value)
        faults = {} if self.pots is None else rule_faults(self.instance, self.pots)
        for name, sentence in faults.items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def said(self) -> list[tuple[str, str]]:
        """Label and value in words of each rule of this form, as the instance holds them."""
        return list(said_rules(self.instance, self.fields))


def rule_form(names: Iterable[str]) -> type[RuleForm]:
    choices = {
        name: forms.RadioSelect
        for name in names
        if Round._meta.get_field(name).choices and not Round._meta.get_field(name).null
    }
    made: type[RuleForm] = forms.modelform_factory(Round, form=RuleForm, fields=[*names], widgets=choices)
    return made


def said_rules(round: Round, names: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name in names:
        fact = rule_fact(name)
        assert fact is not None
        label, words = fact
        value = getattr(round, name)
        yield label, rule_name(value) if name == "rule" else words(value)


def _why(template: RoundTemplate | None, name: str) -> str:
    sentence = str(reason(template, name)) if template else ""
    return _("Careful default: %(reason)s") % {"reason": sentence} if sentence else ""


def _rule_label(name: str) -> str:
    return f"{rule_name(name)}: {rule_sentences(name)[0]}"


class AllRulesForm(rule_form(in_order())):  # type: ignore[misc]
    """All declared rules of a planned round, on its desk."""

    def __init__(self, *args: Any, thing: Round, **kwargs: Any):
        pots = [share.pot for share in thing.pots.select_related("pot__area")]
        super().__init__(*args, instance=thing, pots=pots, **kwargs)
