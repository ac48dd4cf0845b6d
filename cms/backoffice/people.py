"""Where facilitators and officers find a person by their email address, block them or let them in again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from cms.backoffice.viewset import add_errors
from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR, OFFICER, block_refusal, has_role, role_refusal
from participation.moderation.blocks import block, let_in
from participation.moderation.models import Decision, HouseRule

EARLIER = 10


class FindForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("Email address of the person"))

    def clean_email(self) -> str:
        self.person = User.objects.with_email(self.cleaned_data["email"]).first()
        if self.person is None:
            raise ValidationError(_("Nobody with this address has registered yet."))
        return self.person.email


class FindPersonView(Screen, FormView):
    """Asks by POST, so that the address stands in no log."""

    template_name = "cms/backoffice/find_person.html"
    page_title = gettext_lazy("Block a person")
    header_icon = "user"
    form_class = FindForm

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, FACILITATOR, OFFICER))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        return redirect("moderation:block", form.person.pk)


class LetInForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason, which the person reads"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BlockForm(LetInForm):
    rule = forms.ModelChoiceField(
        HouseRule.objects.in_force(),
        label=gettext_lazy("House rule that they broke"),
        empty_label=gettext_lazy("Choose one"),
    )
    field_order = ["rule"]


class BlockView(Screen, FormView):
    """Blocks a person, or lets a blocked one in again."""

    template_name = "cms/backoffice/block.html"
    header_icon = "user"

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        refuse(block_refusal(request.user, self.person))
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        return _("Block a person") if self.person.blocked_at is None else _("Let a person in again")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = Decision.objects.filter(author=self.person).select_related("rule")[:EARLIER]
        return {**super().get_context_data(**kwargs), "person": self.person, "earlier": earlier}

    def get_form_class(self):
        """By what was asked for, not by how things stand now: of two who block, the second lets nobody in."""
        if self.request.method == "POST":
            return BlockForm if "rule" in self.request.POST else LetInForm
        return BlockForm if self.person.blocked_at is None else LetInForm

    def form_valid(self, form):
        act = block if isinstance(form, BlockForm) else let_in
        try:
            act(actor=self.request.user, person=self.person, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Done. The person gets your reason by email."))
        by_facilitator = has_role(self.request.user, FACILITATOR)
        return redirect("moderation:index" if by_facilitator else "moderation:find_person")


class PeopleMenuItem(MenuItem):
    def is_shown(self, request):
        return has_role(request.user, FACILITATOR, OFFICER)
