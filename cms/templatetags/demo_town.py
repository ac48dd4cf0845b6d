"""Whether this is the demo, for the strip on top of each page and the hint at the log-in."""

from django import template

from cms.demo.desk import is_demo

register = template.Library()


@register.simple_tag
def demo_is_running() -> bool:
    return is_demo()
