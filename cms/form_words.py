"""What every form of the site says beside a field that was left empty: one place, in plain words."""

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _

# What Django says where a form or a model gave no words of its own.
STIFF = (
    forms.Field.default_error_messages["required"],
    models.Field.default_error_messages["blank"],
    models.Field.default_error_messages["null"],
)


def words_for_empty(widget: forms.Widget) -> str:
    """What to do with this kind of control."""
    if isinstance(widget, forms.FileInput):
        return _("Choose a file.")
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return _("Choose at least one.")
    if isinstance(widget, forms.Select | forms.RadioSelect):
        return _("Choose one.")
    if isinstance(widget, forms.CheckboxInput):
        return _("Tick this box.")
    return _("Write something here.")


class PlainBoundField(BoundField):
    @property
    def errors(self) -> ErrorList:
        said = super().errors
        stiff = {str(message) for message in STIFF}
        if stiff.isdisjoint(said):
            return said
        plain = [words_for_empty(self.field.widget) if error in stiff else error for error in said]
        return self.form.error_class(plain, renderer=self.form.renderer, field_id=self.auto_id)


class PlainRenderer(TemplatesSetting):
    bound_field_class = PlainBoundField
