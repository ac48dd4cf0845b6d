"""What a form of words needs to outlast a log-in: `{% writer %}` inside it, `{% held_notice %}` above it."""

from typing import Any

from django import template
from django.utils.html import format_html

from participation.accounts.held_words import held_words, writer_token

register = template.Library()


@register.simple_tag(takes_context=True)
def writer(context: template.Context) -> str:
    """Who is writing, signed; nothing for visitors."""
    user = context["request"].user
    if not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="writer" value="{}">', writer_token(user))


@register.inclusion_tag("participation/held_notice.html", takes_context=True)
def held_notice(context: template.Context) -> dict[str, Any]:
    request = context["request"]
    return {"held": request.method != "POST" and bool(held_words(request))}
