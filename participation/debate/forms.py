"""The form of a comment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.debate.models import Comment


class CommentForm(forms.ModelForm):
    """A comment on the thing itself: says on which side it stands."""

    class Meta:
        model = Comment
        fields = ["stance", "text"]
        labels = {"stance": _("Are you for or against?"), "text": _("Your comment")}
        help_texts = {"text": _("Be kind and stay with the matter. Everyone can read this with your name.")}
        widgets = {"stance": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}


class ReplyForm(CommentForm):
    """A reply to a comment: takes no side of its own."""

    class Meta(CommentForm.Meta):
        fields = ["text"]
        labels = {"text": _("Your reply")}
