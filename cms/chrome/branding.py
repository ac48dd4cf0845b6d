"""Name, logo and colours of the site; a colour that cannot be read is refused."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms.chrome.colours import refuse_faint_colours
from cms.chrome.read import ForgetsChrome

COLOURS = ("brand_light", "accent_light", "brand_dark", "accent_dark")

hex_colour = RegexValidator(
    r"\A#[0-9a-fA-F]{6}\Z", _("Write a colour as # and six digits or letters a to f, like #0B5D57.")
)


def colour_field(words, default: str) -> models.CharField:
    return models.CharField(words, max_length=7, validators=[hex_colour], default=default)


@register_setting(icon="view", order=10)
class Branding(ForgetsChrome, BaseGenericSetting):
    site_name = models.CharField(_("name of the site"), max_length=60, default="Folkmoot")
    organisation = models.CharField(
        _("who runs it"), max_length=100, blank=True, help_text=_("Shown at the foot of each page.")
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands before the name. Without one, the site's own mark is drawn."),
    )
    brand_light = colour_field(_("main colour, light pages"), "#0B5D57")
    accent_light = colour_field(_("accent colour, light pages"), "#B4432A")
    brand_dark = colour_field(_("main colour, dark pages"), "#5FC9BC")
    accent_dark = colour_field(_("accent colour, dark pages"), "#F08C6E")

    panels = [
        FieldPanel("site_name"),
        FieldPanel("organisation"),
        FieldPanel("logo"),
        MultiFieldPanel([FieldPanel("brand_light"), FieldPanel("accent_light")], _("Colours on light pages")),
        MultiFieldPanel([FieldPanel("brand_dark"), FieldPanel("accent_dark")], _("Colours on dark pages")),
    ]

    class Meta:
        verbose_name = _("name and colours")

    def clean(self):
        super().clean()
        refuse_faint_colours({name: getattr(self, name) for name in COLOURS})
