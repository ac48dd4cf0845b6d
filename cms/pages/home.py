"""The first page: what is being decided now, what was decided, what was built."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction

from cms.pages.base import SitePage
from cms.showing import built, open_now, results
from participation.parts import part


class HomePage(SitePage):
    headline = models.CharField(
        _("headline"), max_length=100, help_text=_("The first line that a visitor reads.")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(_("what does the picture show?"), max_length=200, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    template = "cms/pages/home.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], _("Picture")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_view_restrictions(self):
        """Wagtail asks for every ancestor first; the first page has none but the root of the tree."""
        own = models.Q(page=self.alias_of_id or self.pk)
        return PageViewRestriction.objects.filter(own | models.Q(page__depth=1))

    def get_context(self, request, *args, **kwargs):
        preview = getattr(request, "is_preview", False)
        shown = part(request, [self.pk], "cms/pages/home_part.html", self._facts, own=preview)
        return {**super().get_context(request, *args, **kwargs), "part": shown}

    def _facts(self):
        return {
            "page": self,
            "decisions": open_now.decisions(),
            "decided": results.latest(3),
            "works": built.latest(3),
        }
