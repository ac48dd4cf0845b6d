"""What every page of the site shares: an opening sentence, a body of blocks, and an address of its own."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.live import PageBlocks
from cms.pages.addresses import TOP_LEVEL_DEPTH, check_slug


class SitePageForm(WagtailAdminPageForm):
    """Refuses a slug of one of the site's own addresses while the page has no place in the tree yet."""

    def clean(self):
        cleaned = super().clean()
        if self.parent_page is not None and self.parent_page.depth == TOP_LEVEL_DEPTH - 1:
            try:
                check_slug(cleaned.get("slug", ""))
            except ValidationError as error:
                self.add_error("slug", error)
        return cleaned


class SitePage(Page):
    intro = models.TextField(
        _("opening sentence"), max_length=300, blank=True, help_text=_("Says what the page is for.")
    )
    body = StreamField(PageBlocks(), verbose_name=_("content"), blank=True)

    base_form_class = SitePageForm
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    # Search asks for beginnings of words ("otter" finds otters), which only these fields answer.
    search_fields = [*Page.search_fields, index.AutocompleteField("intro"), index.AutocompleteField("body")]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.depth == TOP_LEVEL_DEPTH:
            try:
                check_slug(self.slug)
            except ValidationError as error:
                raise ValidationError({"slug": error})
