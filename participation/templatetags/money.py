"""{{ amount|money }} and {{ amount|money:currency }}: integer minor units as the reader writes them."""

from django import template

from participation.money import format_money

register = template.Library()


@register.filter
def money(amount: int | None, currency: str | None = None) -> str:
    """Minor units as text such as "£1,234"; empty text for no amount."""
    return "" if amount is None or amount == "" else format_money(int(amount), currency)
