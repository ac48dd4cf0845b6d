"""The site with one more view: one insert behind the same session and CSRF checks."""

import sys

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_POST

from cms.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare"
TABLE = """CREATE TABLE IF NOT EXISTS benchmark_bare (id bigserial PRIMARY KEY, person bigint NOT NULL,
           what integer NOT NULL, at timestamptz NOT NULL DEFAULT now(), UNIQUE (person, what))"""
INSERT = "INSERT INTO benchmark_bare (person, what) VALUES (%s, %s) ON CONFLICT DO NOTHING"


@require_POST
def bare(request: HttpRequest, what: int) -> HttpResponse:
    """One row of the logged-in person, under a unique constraint."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [request.user.pk, what])
    return HttpResponseRedirect("/")


def __getattr__(name: str):
    """The site's addresses, read when the server asks: they need settings, and this module is both."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from cms.urls import urlpatterns

    return [path("bare/<int:what>/", bare), *urlpatterns]


def empty(last_support: int) -> None:
    """Makes room for a run: an empty table for the view, and no support that an earlier run gave."""
    import django

    django.setup()
    from participation.models import Support

    Support.objects.filter(pk__gt=last_support).delete()
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("TRUNCATE benchmark_bare")


if __name__ == "__main__":
    empty(int(sys.argv[1]))
