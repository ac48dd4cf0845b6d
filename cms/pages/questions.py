"""Questions that people ask, with their answers."""

from django.utils.translation import gettext_lazy as _

from cms.pages.base import SitePage


class QuestionsPage(SitePage):
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: list[str] = []
    template = "cms/pages/questions.html"

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")
