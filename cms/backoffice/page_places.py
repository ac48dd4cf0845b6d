"""Moving or copying a page to the top level may not put it on one of the site's own addresses."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from cms.pages.addresses import TOP_LEVEL_DEPTH, check_slug


def refuse_taken_address_on_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return _refusal(request, page, destination.depth, page.slug)


def refuse_taken_address_on_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    parent = request.POST.get("new_parent_page", "")
    if request.method != "POST" or not parent.isdigit():
        return None
    depth = Page.objects.filter(pk=int(parent)).values_list("depth", flat=True).first()
    return _refusal(request, page, depth, request.POST.get("new_slug", ""))


def _refusal(request: HttpRequest, page: Page, parent_depth: int | None, slug: str) -> HttpResponse | None:
    if parent_depth != TOP_LEVEL_DEPTH - 1:
        return None
    try:
        check_slug(slug)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
