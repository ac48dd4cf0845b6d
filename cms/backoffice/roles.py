"""Who works here: two officers give a role, one takes it away."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from cms.backoffice.viewset import add_errors
from participation.accounts.actions import approve_nomination, close_nomination, nominate, revoke_role
from participation.accounts.models import Nomination, User
from participation.accounts.role_acts import OFFICERS_NEEDED, no_second_officer, officers
from participation.accounts.rules import (
    AUDITOR,
    FACILITATOR,
    FINANCE,
    OFFICER,
    STAFF_ROLES,
    approve_nomination_refusal,
    close_nomination_refusal,
    has_role,
    may_approve_nomination,
    may_revoke_role,
    role_refusal,
)

ROLE_WORDS = {
    FACILITATOR: gettext_lazy("Facilitator: reads reports and decides on them"),
    OFFICER: gettext_lazy("Officer: runs processes and rounds"),
    FINANCE: gettext_lazy("Finance: sees the money, changes nothing else"),
    AUDITOR: gettext_lazy("Auditor: reads everything that staff may read, changes nothing"),
}


class NominateForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("The person must have registered on this site first."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[(key, ROLE_WORDS[key]) for key in STAFF_ROLES]
    )

    def clean_email(self):
        person = User.objects.with_email(self.cleaned_data["email"]).first()
        if person is None:
            raise ValidationError(_("Nobody with this address has registered yet."))
        self.person = person
        return person.email


class RoleScreen(Screen):
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER))
        return super().dispatch(request, *args, **kwargs)


class RoleListView(RoleScreen, FormView):
    """Everyone with a role, who is put forward for one, and the form that puts someone forward."""

    template_name = "cms/backoffice/roles.html"
    page_title = gettext_lazy("Roles")
    form_class = NominateForm

    def get_context_data(self, **kwargs):
        alone = officers().count() < OFFICERS_NEEDED
        return {
            **super().get_context_data(**kwargs),
            "people": self._people(),
            "waiting": self._waiting(),
            "nobody_else": no_second_officer() if alone else "",
        }

    def _people(self):
        staff = User.objects.filter(groups__name__in=STAFF_ROLES).distinct().prefetch_related("groups")
        return [
            {
                "person": person,
                "roles": [group.name for group in person.groups.all() if group.name in STAFF_ROLES],
                "may_change": may_revoke_role(self.request.user, person),
            }
            for person in staff.order_by("display_name", "email")
        ]

    def _waiting(self):
        user = self.request.user
        nominations = Nomination.objects.filter(state=Nomination.State.WAITING).order_by("pk")
        return [
            {
                "nomination": nomination,
                "words": ROLE_WORDS[nomination.role],
                "may_approve": may_approve_nomination(user, nomination),
                "is_own": nomination.nominated_by_id == user.pk,
            }
            for nomination in nominations.select_related("user", "nominated_by")
        ]

    def form_valid(self, form):
        try:
            nominate(actor=self.request.user, user=form.person, role=form.cleaned_data["role"])
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        words = _("%(person)s is put forward. Another officer must approve; then they have the role.")
        messages.success(self.request, words % {"person": form.person})
        return redirect("roles:index")


class DecideView(RoleScreen, TemplateView):
    """Asks an officer whether a person who was put forward gets the role; POST decides."""

    template_name = "cms/backoffice/nomination.html"

    def dispatch(self, request, *args, **kwargs):
        self.nomination = get_object_or_404(
            Nomination.objects.select_related("user", "nominated_by"), pk=kwargs["pk"]
        )
        rule = approve_nomination_refusal if kwargs["approve"] else close_nomination_refusal
        refuse(rule(request.user, self.nomination))
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self):
        return _("Approve a role") if self.kwargs["approve"] else _("Do not give the role")

    def get_context_data(self, **kwargs):
        words = ROLE_WORDS[self.nomination.role]
        return {**super().get_context_data(**kwargs), "nomination": self.nomination, "words": words}

    def post(self, request, pk, approve):
        decide = approve_nomination if approve else close_nomination
        try:
            decide(actor=request.user, nomination=self.nomination)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            words = _("%(person)s has the role now.") if approve else _("%(person)s does not get the role.")
            messages.success(request, words % {"person": self.nomination.user})
        return redirect("roles:index")


class RevokeView(RoleScreen, TemplateView):
    template_name = "cms/backoffice/revoke.html"
    page_title = gettext_lazy("Take a role away")

    def get_context_data(self, **kwargs):
        person = get_object_or_404(User, pk=self.kwargs["pk"])
        return {**super().get_context_data(**kwargs), "person": person, "role": self.kwargs["role"]}

    def post(self, request, pk, role):
        person = get_object_or_404(User, pk=pk)
        try:
            revoke_role(actor=request.user, user=person, role=role)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The role is taken away from %(person)s.") % {"person": person})
        return redirect("roles:index")


class RoleMenuItem(MenuItem):
    def is_shown(self, request):
        return has_role(request.user, OFFICER)


class RoleViewSet(ViewSet):
    name = "roles"
    icon = "group"
    menu_label = gettext_lazy("Roles")
    menu_item_class = RoleMenuItem

    def get_urlpatterns(self):
        return [
            path("", RoleListView.as_view(), name="index"),
            path("waiting/<int:pk>/approve/", DecideView.as_view(), {"approve": True}, name="approve"),
            path("waiting/<int:pk>/close/", DecideView.as_view(), {"approve": False}, name="close"),
            path("<int:pk>/<slug:role>/revoke/", RevokeView.as_view(), name="revoke"),
        ]


viewset = RoleViewSet()
