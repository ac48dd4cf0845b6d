"""The debates that the council opens, and all that it may correct."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.backoffice.policy import RulesPolicy
from cms.backoffice.viewset import ActionViewSet
from participation.accounts.rules import AUDITOR, FACILITATOR, OFFICER, has_role
from participation.debates.actions import change_debate, open_debate
from participation.debates.models import Debate
from participation.debates.rules import may_run


class DebateForm(forms.ModelForm):
    class Meta:
        model = Debate
        fields = ["process", "title", "words", "area", "category", "opens_at", "closes_at"]
        help_texts = {
            "opens_at": _("Leave the dates empty: then it is open as long as its process takes comments."),
        }
        widgets = {
            "words": forms.Textarea(attrs={"rows": 8}),
            **dict.fromkeys(
                ("opens_at", "closes_at"),
                forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What people have begun to talk about in one process is not moved to another.
        self.fields["process"].disabled = self.instance.pk is not None


class DebateViewSet(ActionViewSet):
    model = Debate
    name = "debates"
    icon = "comment"
    menu_label = _("Debates")
    form_class = DebateForm
    list_display = ["title", "process", "published_at"]
    search_fields = ["title", "words"]

    def create(self, request, form, thing):
        return open_debate(actor=request.user, **form.cleaned_data)

    def change(self, request, form, debate):
        changes = {name: value for name, value in form.cleaned_data.items() if name != "process"}
        return change_debate(actor=request.user, debate=debate, **changes)


def may_look(user) -> bool:
    return has_role(user, FACILITATOR, OFFICER, AUDITOR)


policy = RulesPolicy(Debate, view=may_look, add=may_run, change=may_run)
viewset = DebateViewSet()
