"""What a reader says about something they report, and what a facilitator decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.moderation.models import Decision, Report


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
    reason = forms.CharField(
        label=_("Reason, which the author reads"),
        help_text=_("Say which rule it breaks, or why it may stay. Write as you would to a neighbour."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, verdicts: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [(key, Decision.Verdict(key).label) for key in verdicts]
        if len(verdicts) == 1:
            self.fields["verdict"].initial = verdicts[0]
