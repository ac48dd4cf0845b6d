"""The duty rota: who looks after reports, and when."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from cms.backoffice.fields import when_field
from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from cms.backoffice.viewset import add_errors
from participation.accounts.rules import AUDITOR, FACILITATOR, OFFICER, role_refusal
from participation.moderation.duty import Duty, facilitators, on_duty, remove_duty, set_duty
from participation.moderation.rules import may_set_rota

LONGEST_NUMBER = 18


class DutyForm(forms.Form):
    person = forms.ModelChoiceField(None, label=gettext_lazy("Facilitator"))
    start = when_field(gettext_lazy("From"))
    end = when_field(gettext_lazy("Until"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = facilitators().order_by("display_name").distinct()


class RotaView(Screen, FormView):
    template_name = "cms/backoffice/rota.html"
    page_title = gettext_lazy("Who is on duty")
    header_icon = "calendar-alt"
    form_class = DutyForm

    def dispatch(self, request, *args, **kwargs):
        readers = () if request.method == "POST" else (AUDITOR,)
        refuse(role_refusal(request.user, FACILITATOR, OFFICER, *readers))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        own = {
            "duties": Duty.objects.to_come(),
            "on_duty": on_duty(),
            "may_set": may_set_rota(self.request.user),
        }
        return {**super().get_context_data(**kwargs), **own}

    def post(self, request, *args, **kwargs):
        if "remove" not in request.POST:
            return super().post(request, *args, **kwargs)
        asked = request.POST["remove"]
        pk = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 0
        remove_duty(actor=request.user, duty=get_object_or_404(Duty, pk=pk))
        return redirect("moderation:rota")

    def form_valid(self, form):
        try:
            set_duty(actor=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("It is in the rota."))
        return redirect("moderation:rota")
