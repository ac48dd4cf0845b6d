"""The register of residents: officers upload it, and verify people who come to the desk."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from cms.backoffice.viewset import add_errors
from participation.accounts.actions import upload_census, verify_at_desk
from participation.accounts.models import CensusUpload, User
from participation.accounts.rules import AUDITOR, has_role, may_upload_census
from participation.areas.models import Area


class CensusForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Register file"),
        help_text=gettext_lazy("A CSV file with the columns: name, date of birth, postcode, ward."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class DeskForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Email address of the person"),
        help_text=gettext_lazy("The one they registered with on this site."),
    )
    name = forms.CharField(label=gettext_lazy("Full name, as on the document"), max_length=150)
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    area = forms.ModelChoiceField(
        Area.objects.for_choice().filter(kind=Area.Kind.WARD), label=gettext_lazy("Ward")
    )

    def clean_email(self) -> str:
        self.person = User.objects.with_email(self.cleaned_data["email"]).first()
        if self.person is None:
            raise ValidationError(_("Nobody with this address has registered yet."))
        return self.person.email


def may_open(user) -> bool:
    return may_upload_census(user) or has_role(user, AUDITOR)


class CensusView(WagtailAdminTemplateMixin, FormView):
    """What was uploaded when, and the form for a new file."""

    template_name = "cms/backoffice/census.html"
    page_title = gettext_lazy("Register of residents")
    header_icon = "user"
    form_class = CensusForm

    def dispatch(self, request, *args, **kwargs):
        if not may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        uploads = CensusUpload.objects.select_related("uploaded_by").order_by("-pk")[:20]
        may_upload = may_upload_census(self.request.user)
        return {**super().get_context_data(**kwargs), "uploads": uploads, "may_upload": may_upload}

    def form_valid(self, form):
        try:
            upload = upload_census(actor=self.request.user, file=form.cleaned_data["file"])
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        messages.success(self.request, _("%(rows)d people can now be verified.") % {"rows": upload.rows})
        return redirect("census:index")


class AtDeskView(WagtailAdminTemplateMixin, FormView):
    """An officer who saw a person's papers verifies them."""

    template_name = "cms/backoffice/at_desk.html"
    page_title = gettext_lazy("Verify someone at the desk")
    header_icon = "user"
    form_class = DeskForm

    def dispatch(self, request, *args, **kwargs):
        if not may_upload_census(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        details = {key: form.cleaned_data[key] for key in ("name", "birth_date", "area")}
        try:
            verify_at_desk(actor=self.request.user, user=form.person, **details)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("%(person)s is verified now.") % {"person": form.person})
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
        ]


viewset = CensusViewSet()
