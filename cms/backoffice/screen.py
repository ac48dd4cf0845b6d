"""A screen of the back office that is ours, with its own name at the end of the trail above it."""

from typing import Any

from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.backoffice.refusals import SaysWhy


class Screen(SaysWhy, WagtailAdminTemplateMixin):
    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]
