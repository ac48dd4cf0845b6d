"""A form field for amounts: people type "£12,500", the form gives integer minor units."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participation.money import format_money, format_plain, parse_money

# Ten trillion pounds: no town has more, and every column holds the sum of some thousands of them.
LARGEST = 10**15


class MoneyField(forms.CharField):
    """Cleans to an int of minor units, or None when empty and not required."""

    def __init__(self, *, currency: str | None = None, min_value=None, max_value=LARGEST, **kwargs):
        self.currency, self.min_value, self.max_value = currency or settings.CURRENCY, min_value, max_value
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(empty_value=None, **kwargs)

    def prepare_value(self, value):
        return format_plain(value, self.currency) if isinstance(value, int) else value

    def to_python(self, value):
        text = super().to_python(value)
        return None if text is None else parse_money(text, self.currency)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            least = format_money(self.min_value, self.currency)
            raise ValidationError(_("The amount must be at least %(least)s.") % {"least": least})
        if self.max_value is not None and value > self.max_value:
            most = format_money(self.max_value, self.currency)
            raise ValidationError(_("The amount can be at most %(most)s.") % {"most": most})

    def run_validators(self, value):
        """The checks of a text field (null characters) ran on the text; the amount needs none of them."""

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True
