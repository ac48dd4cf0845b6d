"""What a reader says about something they report, and what a facilitator decides."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from participation.moderation.evidence import EvidenceAct
from participation.moderation.models import Appeal, Decision, HouseRule, Report
from participation.moderation.verdicts import PAUSE_DAYS


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ["reason", "note"]
        widgets = {"reason": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A list to choose from needs no empty line.
        self.fields["reason"].choices = Report.Reason.choices


class DecisionForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    rule = forms.ModelChoiceField(
        HouseRule.objects.in_force(),
        label=_("House rule that it breaks"),
        help_text=_("Needed unless you leave it as it is or show it again."),
        required=False,
        empty_label=_("None"),
    )
    reason = forms.CharField(
        label=_("Reason, which the author reads"),
        help_text=_("Say what in it breaks the rule, or why it may stay. Write as you would to a neighbour."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    measure = forms.ChoiceField(
        label=_("And its author"),
        choices=[("", _("Nothing more")), *Decision.Measure.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    pause_days = forms.TypedChoiceField(
        label=_("Pause for how long"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Only if you pause the author. They can still read and vote."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, *args, verdicts: list[str], may_pause: bool, waits: bool, **kwargs):
        super().__init__(*args, **kwargs)
        keep = {"keep": _("Let everyone read it")} if waits else {}
        self.fields["verdict"].choices = [
            (key, keep.get(key, Decision.Verdict(key).label)) for key in verdicts
        ]
        if len(verdicts) == 1:
            self.fields["verdict"].initial = verdicts[0]
        if not may_pause:
            del self.fields["measure"], self.fields["pause_days"]
            return
        days = [(days, ngettext("%(n)d day", "%(n)d days", days) % {"n": days}) for days in PAUSE_DAYS]
        self.fields["pause_days"].choices = [("", "–"), *days]


class ManyForm(forms.Form):
    """One decision on several things; their authors all get the same reason."""

    verdict = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    rule = forms.ModelChoiceField(
        HouseRule.objects.in_force(),
        label=_("House rule that they break"),
        help_text=_("Needed if you hide them."),
        required=False,
        empty_label=_("None"),
    )
    reason = forms.CharField(
        label=_("Reason, which each author reads"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        either = (Decision.Verdict.HIDE, Decision.Verdict.KEEP)
        self.fields["verdict"].choices = [(each.value, each.label) for each in either]


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why is the decision wrong?"),
        help_text=_("Somebody else than the one who decided reads this and looks at everything again."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AppealDecisionForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Answer"), choices=Appeal.Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason, which the author reads"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )


class RedactForm(forms.Form):
    phrase = forms.CharField(
        label=_("Words to take out"),
        help_text=_(
            "Exactly as they stand there. They go from every version, from reports, decisions and notices, "
            "and cannot be brought back."
        ),
        max_length=300,
    )
    reason = forms.CharField(
        label=_("Reason, which is kept in the log"),
        help_text=_("For example “A home address”. Do not repeat the words here."),
        max_length=500,
    )


class EscalateForm(forms.Form):
    why = forms.CharField(
        label=_("What makes it a threat?"),
        help_text=_("Who is in danger, and what do you know? The officers read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ThreatActForm(forms.Form):
    act = forms.ChoiceField(
        label=_("What did you do?"), choices=EvidenceAct.Act.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In words"),
        help_text=_("For example to whom you passed it, and the number they gave you."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
