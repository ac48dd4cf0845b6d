"""A link to a page or an address: the block that menus and calls to action share."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

# A path on this site, a web address, an email address or a telephone number: never a script.
SAFE_ADDRESS = re.compile(
    r"(?:/(?![/\\])|https?://[^\s/]|mailto:[^\s@]+@|tel:\+?\d)[^\s<>\"'`\\]*", re.IGNORECASE
)


def check_address(address: str) -> None:
    if not SAFE_ADDRESS.fullmatch(address):
        raise ValidationError(
            _("Write an address that starts with / for this site, or with https://, mailto: or tel:.")
        )


class LinkValue(blocks.StructValue):
    def href(self) -> str:
        """Where the link leads; empty when its page is gone or not published."""
        page = self.get("page")
        if page is not None:
            return (page.url or "") if page.live else ""
        return self.get("address") or ""


class LinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Words"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("or an address"), required=False, max_length=300, validators=[check_address]
    )

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            raise StructBlockValidationError(
                {"page": ValidationError(_("Choose a page or write an address: one of the two."))}
            )
        return cleaned
