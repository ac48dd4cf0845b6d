"""An ordinary page: about us, privacy, accessibility."""

from django.utils.translation import gettext_lazy as _

from cms.pages.base import SitePage


class StandardPage(SitePage):
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/pages/standard.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
