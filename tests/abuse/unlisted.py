"""A URL configuration in which somebody forgot the matrix."""

from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import View
from ninja import NinjaAPI

from cms.backoffice.acts import ActView
from cms.backoffice.poll_desk import POLL_ACTS


def bare(request):
    return HttpResponse()


@require_safe
def read(request):
    return HttpResponse()


@never_cache
@require_POST
def deep(request, pk):
    return HttpResponse()


class Changes(View):
    def delete(self, request):
        return HttpResponse()


class MoreActs(ActView):
    acts = POLL_ACTS | {"forget": POLL_ACTS["publish"]}


api = NinjaAPI(urls_namespace="unlisted", docs_url=None)


@api.get("/rows")
def rows(request):
    return {}


@api.post("/votes")
def votes(request):
    return {}


for view in (bare, read, deep, Changes, MoreActs, rows, votes):
    view.__module__ = f"cms.{view.__module__}"

urlpatterns = [
    path("read/", read),
    path("bare/", bare),
    path("class/", Changes.as_view()),
    path("admin/polls/<int:pk>/do/<slug:act>/", MoreActs.as_view()),
    path("deep/", include([path("<int:pk>/", deep)])),
    path("api/", api.urls),
]
