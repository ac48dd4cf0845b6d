"""The forms of a comment and of the one who leads a discussion."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.debate.models import Comment, Thread
from participation.limits import trap as traps


class CommentForm(forms.ModelForm):
    """A comment on the thing itself: says on which side it stands."""

    class Meta:
        model = Comment
        fields = ["stance", "text"]
        labels = {"stance": _("Are you for or against?"), "text": _("Your comment")}
        help_texts = {"text": _("Be kind and stay with the matter. Everyone can read this with your name.")}
        widgets = {
            "stance": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4, "data-mentions": ""}),
        }

    def __init__(self, *args, trap: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if trap:
            self.fields[traps.NAME] = traps.TrapField()


class ReplyForm(CommentForm):
    """A reply to a comment: takes no side of its own."""

    class Meta(CommentForm.Meta):
        fields = ["text"]
        labels = {"text": _("Your reply")}


class EditForm(ReplyForm):
    """One's own words again; which side they take stays."""

    class Meta(ReplyForm.Meta):
        labels = {"text": _("Your words")}
        help_texts = {"text": _("People can read what you wrote before, too.")}


class ModeForm(forms.ModelForm):
    """How open a discussion is, and until when."""

    class Meta:
        model = Thread
        fields = ["mode", "mode_until", "slow_minutes"]
        widgets = {
            "mode": forms.RadioSelect,
            "mode_until": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    reason = forms.CharField(label=_("Reason, which is kept in the log"), max_length=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = Thread.Mode.choices
        self.fields["mode_until"].initial = timezone.localtime() + timedelta(days=1)
        if self.instance.mode == Thread.Mode.OPEN:
            self.initial["mode_until"] = self.fields["mode_until"].initial


class SummaryForm(forms.ModelForm):
    """The last word of a discussion."""

    class Meta:
        model = Thread
        fields = ["summary"]
        labels = {"summary": _("What came of the discussion")}
        help_texts = {"summary": _("Everyone reads this above the comments. Nobody writes after it.")}
        widgets = {"summary": forms.Textarea(attrs={"rows": 8})}


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Reason, which is kept in the log"), max_length=500)
