"""News, newest first."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.pages.base import SitePage

NEWS_ON_A_PAGE = 12


class NewsIndexPage(SitePage):
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    template = "cms/pages/news_index.html"

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def news(self):
        return (
            NewsPage.objects.child_of(self)
            .live()
            .order_by("-date", "-pk")
            .select_related("picture")
            .prefetch_related("picture__renditions")
        )

    def get_context(self, request, *args, **kwargs):
        paginator = Paginator(self.news(), NEWS_ON_A_PAGE)
        return {
            **super().get_context(request, *args, **kwargs),
            "news": paginator.get_page(request.GET.get("page")),
        }


class NewsPage(SitePage):
    date = models.DateField(_("date"), default=timezone.localdate)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(_("what does the picture show?"), max_length=200, blank=True)

    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "cms/pages/news.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], _("Picture")),
        FieldPanel("body"),
    ]
    search_fields = [*SitePage.search_fields, index.FilterField("date")]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
