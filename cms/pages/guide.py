"""A guide that takes a novice by the hand: one step a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from cms.pages.base import SitePage


class GuidePage(SitePage):
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.GuideStepPage"]
    template = "cms/pages/guide.html"

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def steps(self) -> list["GuideStepPage"]:
        """The published steps in the editor's order."""
        return list(GuideStepPage.objects.child_of(self).live().order_by("path"))

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "steps": self.steps()}


class GuideStepPage(SitePage):
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(_("what does the picture show?"), max_length=200, blank=True)

    parent_page_types = ["cms.GuidePage"]
    subpage_types: list[str] = []
    template = "cms/pages/guide_step.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], _("Picture")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("step of a guide")
        verbose_name_plural = _("steps of a guide")

    def get_context(self, request, *args, **kwargs):
        guide = self.get_parent().specific
        return {
            **super().get_context(request, *args, **kwargs),
            "guide": guide,
            **place_among(guide.steps(), self),
        }


def place_among(steps: list[GuideStepPage], page: GuideStepPage) -> dict:
    """Where `page` stands: number, total, previous and next, and the list for the steps component.

    A step that is not published yet (seen in a preview) counts as the last one.
    """
    keys = [step.pk for step in steps]
    here = keys.index(page.pk) if page.pk in keys else len(steps)
    return {
        "number": here + 1,
        "total": max(len(steps), here + 1),
        "previous": steps[here - 1] if here > 0 else None,
        "next": steps[here + 1] if here + 1 < len(steps) else None,
    }
