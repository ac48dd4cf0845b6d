"""Menus, logo, legal links and the way back up the tree, for base.html and its components."""

from django import template
from django.template import Context

from cms.chrome.read import Link, chrome
from cms.pages.addresses import TOP_LEVEL_DEPTH

register = template.Library()


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[dict]:
    return _items(context, chrome(context.get("request")).main)


@register.simple_tag(takes_context=True)
def foot_menu(context: Context) -> list[dict]:
    return _items(context, chrome(context.get("request")).foot)


@register.simple_tag(takes_context=True)
def around_page(context: Context):
    """The Chrome of this request: site_name, organisation, logo, legal."""
    return chrome(context.get("request"))


@register.simple_tag(takes_context=True)
def page_breadcrumb(context: Context) -> list[dict]:
    """The pages above this one, for pages that lie below a top-level page; else nothing."""
    page = context.get("page")
    if page is None or page.depth is None or page.depth <= TOP_LEVEL_DEPTH:
        return []
    above = page.get_ancestors().filter(depth__gte=TOP_LEVEL_DEPTH)
    return [*({"label": one.title, "href": one.url} for one in above), {"label": page.title}]


def _items(context: Context, links: tuple[Link, ...]) -> list[dict]:
    path = getattr(context.get("request"), "path", "")
    return [
        {"label": link.label, "href": link.href, "current": is_current(link.href, path)} for link in links
    ]


def is_current(href: str, path: str) -> bool:
    """True for the address itself and what lies below it; the home page is current on itself alone."""
    return href == path or (href.endswith("/") and href != "/" and path.startswith(href))
