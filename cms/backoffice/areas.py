"""The map of areas: wards and neighbourhoods."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.viewset import ActionViewSet
from participation.areas.models import Area
from participation.processes.area_actions import change_area, create_area, remove_area
from participation.processes.rules import may_change_areas


class AreaForm(forms.ModelForm):
    class Meta:
        model = Area
        fields = ["name", "slug", "kind", "parent", "about"]


class AreaViewSet(ActionViewSet):
    model = Area
    name = "areas"
    icon = "site"
    menu_label = _("Areas")
    form_class = AreaForm
    list_display = ["name", "kind", "parent"]
    list_filter = ["kind"]
    search_fields = ["name"]

    def create(self, request, form, thing):
        return create_area(actor=request.user, **form.cleaned_data)

    def change(self, request, form, area):
        return change_area(actor=request.user, area=area, **form.cleaned_data)

    def remove(self, request, area):
        remove_area(actor=request.user, area=area)


policy = RulesPolicy(
    Area, view=may_look, add=may_change_areas, change=may_change_areas, delete=may_change_areas
)
viewset = AreaViewSet()
