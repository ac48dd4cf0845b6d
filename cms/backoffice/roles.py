"""Who works here: officers give roles and take them away."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from cms.backoffice.viewset import add_errors
from participation.accounts.actions import grant_role, revoke_role
from participation.accounts.models import User
from participation.accounts.rules import (
    AUDITOR,
    FACILITATOR,
    FINANCE,
    OFFICER,
    STAFF_ROLES,
    has_role,
    may_change_roles,
)

ROLE_WORDS = {
    FACILITATOR: gettext_lazy("Facilitator: reads reports and decides on them"),
    OFFICER: gettext_lazy("Officer: runs processes and rounds"),
    FINANCE: gettext_lazy("Finance: sees the money, changes nothing else"),
    AUDITOR: gettext_lazy("Auditor: reads everything that staff may read, changes nothing"),
}


class GrantForm(forms.Form):
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


class RoleScreen(WagtailAdminTemplateMixin):
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not has_role(request.user, OFFICER):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class RoleListView(RoleScreen, FormView):
    """Everyone with a role, and the form that gives one."""

    template_name = "cms/backoffice/roles.html"
    page_title = gettext_lazy("Roles")
    form_class = GrantForm

    def get_context_data(self, **kwargs):
        staff = User.objects.filter(groups__name__in=STAFF_ROLES).distinct().prefetch_related("groups")
        people = [
            {
                "person": person,
                "roles": [group.name for group in person.groups.all() if group.name in STAFF_ROLES],
                "may_change": may_change_roles(self.request.user, person),
            }
            for person in staff.order_by("display_name", "email")
        ]
        return {**super().get_context_data(**kwargs), "people": people}

    def form_valid(self, form):
        try:
            grant_role(actor=self.request.user, user=form.person, role=form.cleaned_data["role"])
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("%(person)s has the role now.") % {"person": form.person})
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
            path("<int:pk>/<slug:role>/revoke/", RevokeView.as_view(), name="revoke"),
        ]


viewset = RoleViewSet()
