"""The register of residents: officers upload it."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.backoffice.at_desk import AtDeskView, HandOutCodeView
from cms.backoffice.letters import LettersView, RefuseLetterView
from cms.backoffice.reclaims import ReclaimDecisionView, ReclaimListView
from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from cms.backoffice.ways import WaysView
from participation.accounts.actions import upload_census
from participation.accounts.models import CensusUpload
from participation.accounts.register import lacks_households, undecided_entries
from participation.accounts.rules import AUDITOR, OFFICER, has_role, may_upload_census, role_refusal


class CensusForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Register file"),
        help_text=gettext_lazy("A CSV file with the columns: name, date of birth, postcode, ward."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    whole = forms.BooleanField(
        label=gettext_lazy("The file is whole"),
        help_text=gettext_lazy("Only for a file with less than half of the people there were before."),
        required=False,
    )


def may_open(user) -> bool:
    return may_upload_census(user) or has_role(user, AUDITOR)


class CensusView(Screen, FormView):
    """What was uploaded when, and the form for a new file."""

    template_name = "cms/backoffice/census.html"
    page_title = gettext_lazy("Register of residents")
    header_icon = "user"
    form_class = CensusForm

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER, AUDITOR))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        uploads = CensusUpload.objects.select_related("uploaded_by").order_by("-pk")[:20]
        may_upload = may_upload_census(self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "uploads": uploads,
            "may_upload": may_upload,
            "undecided": undecided_entries().count(),
            "lacks_households": lacks_households(),
        }

    def form_valid(self, form):
        try:
            upload = upload_census(
                actor=self.request.user,
                file=form.cleaned_data["file"],
                much_smaller=form.cleaned_data["whole"],
            )
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        messages.success(self.request, _("%(rows)d people can now be verified.") % {"rows": upload.rows})
        return redirect("census:index")


class CensusMenuItem(MenuItem):
    def is_shown(self, request):
        return may_open(request.user)


class CensusViewSet(ViewSet):
    name = "census"
    icon = "user"
    menu_label = gettext_lazy("Register of residents")
    menu_item_class = CensusMenuItem

    def get_urlpatterns(self):
        return [
            path("", CensusView.as_view(), name="index"),
            path("desk/", AtDeskView.as_view(), name="desk"),
            path("desk/code/", HandOutCodeView.as_view(), name="desk_code"),
            path("reclaims/", ReclaimListView.as_view(), name="reclaims"),
            path(
                "reclaims/<int:pk>/approve/",
                ReclaimDecisionView.as_view(),
                {"approve": True},
                name="approve_reclaim",
            ),
            path(
                "reclaims/<int:pk>/close/",
                ReclaimDecisionView.as_view(),
                {"approve": False},
                name="close_reclaim",
            ),
            path("letters/", LettersView.as_view(), name="letters"),
            path("letters/<int:pk>/refuse/", RefuseLetterView.as_view(), name="refuse_letter"),
            path("ways/", WaysView.as_view(), name="ways"),
        ]


viewset = CensusViewSet()
