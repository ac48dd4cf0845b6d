"""Pages of the parts of town: what each is, and what happens there."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participation.areas.models import Area
from participation.areas.pins import area_at, is_drawn, pin_words
from participation.areas.points import read_point
from participation.kinds import registry


@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    return render(request, "participation/area_list.html", {"areas": Area.objects.for_choice()})


@require_safe
def area_page(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(Area.objects.select_related("parent"), slug=slug)
    sections = registry.sections_on("area", request.user, area)
    return render(request, "participation/area.html", {"area": area, "sections": sections})


@require_safe
def area_of_pin(request: HttpRequest) -> JsonResponse:
    """For the map while a pin is put: which part of town that is, and the sentence that says so."""
    point = read_point(request.GET.get("north", ""), request.GET.get("east", ""))
    if point is None or not is_drawn():
        return JsonResponse({"area": None, "words": ""})
    found = area_at(*point)
    return JsonResponse({"area": found and found.pk, "words": pin_words(found)})
