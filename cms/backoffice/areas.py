"""The map of areas: wards and neighbourhoods, each with its outline."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.backoffice.fields import LongText
from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.viewset import ActionViewSet
from participation.areas.models import Area
from participation.areas.outline import MOST_BYTES, as_lines, read_outline
from participation.maps import settings_of_map
from participation.processes.area_actions import change_area, create_area, remove_area
from participation.processes.rules import may_change_areas


class OutlineInput(forms.Textarea):
    """The corners as text, with a map beside it that shows them and adds one at each click."""

    template_name = "cms/backoffice/outline.html"

    def get_context(self, name, value, attrs):
        others = Area.objects.filter(outline__isnull=False).values_list("name", "outline")
        ground = {"outlines": [{"name": name, "ring": ring} for name, ring in others], "points": []}
        return super().get_context(name, value, attrs) | {"ground": settings_of_map() | ground}

    @cached_property
    def media(self):
        return forms.Media(
            css={"all": ["leaflet/leaflet.css", "css/outline.css"]},
            js=["leaflet/leaflet.js", forms.Script("js/outline.js", type="module")],
        )


class AreaForm(forms.ModelForm):
    corners = forms.CharField(
        label=_("Outline"),
        required=False,
        strip=True,
        max_length=MOST_BYTES,
        widget=OutlineInput(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "One corner a line, in order round the area: degrees north, a comma, degrees east. "
            "Leave it empty for no outline."
        ),
    )
    file = forms.FileField(
        label=_("Or a GeoJSON file with the outline"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json,application/json"}),
        help_text=_("One polygon in degrees (WGS 84), at most 2 MB. It replaces the corners above."),
    )

    class Meta:
        model = Area
        fields = ["name", "slug", "kind", "parent", "about"]
        field_classes = {"about": LongText}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["corners"] = as_lines(self.instance.outline)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > MOST_BYTES:
            raise ValidationError(_("The outline is too large. Use a simpler one of at most 2 MB."))
        try:
            return read_outline(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("This is not a GeoJSON file: it cannot be read.")) from None

    def clean_corners(self):
        text = self.cleaned_data["corners"]
        return read_outline(text) if text else None

    def words(self):
        """The area's fields; a file counts more than the corners."""
        cleaned = dict(self.cleaned_data)
        file, corners = cleaned.pop("file"), cleaned.pop("corners")
        return cleaned | {"outline": file or corners}


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
        return create_area(actor=request.user, **form.words())

    def change(self, request, form, area):
        return change_area(actor=request.user, area=area, **form.words())

    def remove(self, request, area):
        remove_area(actor=request.user, area=area)


policy = RulesPolicy(
    Area, view=may_look, add=may_change_areas, change=may_change_areas, delete=may_change_areas
)
viewset = AreaViewSet()
