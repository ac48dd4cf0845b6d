"""The main menu, the foot of the page and the legal pages, as the council orders them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from cms.blocks.links import LinkBlock
from cms.chrome.read import ForgetsChrome

LEGAL = ("privacy", "accessibility", "terms", "contact")


class MenuBlock(blocks.StreamBlock):
    link = LinkBlock()


@register_setting(icon="list-ul", order=20)
class Menus(ForgetsChrome, BaseGenericSetting):
    main = StreamField(MenuBlock(max_num=7), verbose_name=_("main menu"), blank=True)
    foot = StreamField(MenuBlock(max_num=16), verbose_name=_("foot of the page"), blank=True)

    panels = [FieldPanel("main"), FieldPanel("foot")]

    class Meta:
        verbose_name = _("menus")


def page_field(words) -> models.ForeignKey:
    return models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=words
    )


@register_setting(icon="doc-full", order=30)
class LegalPages(ForgetsChrome, BaseGenericSetting):
    privacy = page_field(_("privacy"))
    accessibility = page_field(_("accessibility statement"))
    terms = page_field(_("terms of use"))
    contact = page_field(_("contact"))

    panels = [FieldPanel(name) for name in LEGAL]
    select_related = LEGAL

    class Meta:
        verbose_name = _("legal pages")

    def pages(self):
        """The legal pages that are chosen and published, in order."""
        chosen = (getattr(self, name) for name in LEGAL)
        return [page for page in chosen if page is not None and page.live]
