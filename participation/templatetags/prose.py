"""{{ text|prose }} for plain text that a person wrote, {{ html|clean }} for rich text from an editor."""

from django import template
from django.utils.safestring import SafeString

from participation.plain_text import paragraphs
from participation.rich_text import clean_html

register = template.Library()


@register.filter
def prose(text: str | None) -> SafeString:
    return paragraphs(text or "")


@register.filter
def clean(html: str | None) -> SafeString:
    return clean_html(html or "")
