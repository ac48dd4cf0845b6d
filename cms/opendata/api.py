"""The public API: everything that pages show to anyone, for programs. It reads and never writes."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import Throttled

from cms.opendata import polls, processes, proposals, results, rounds
from cms.opendata.pace import OfConnection
from participation.limits.refusal import refusal_words
from participation.limits.table import OPEN_DATA

api = NinjaAPI(
    title="Folkmoot open data",
    version="1",
    description="What residents propose and what was decided. Money is in minor units (pence, cents).",
    urls_namespace="api",
    docs_url=None,
    throttle=[OfConnection()],
)


@api.exception_handler(Throttled)
def say_too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    words = refusal_words(OPEN_DATA, error.wait or 1, newcomer=False)
    return api.create_response(request, {"detail": words}, status=error.status_code)


api.add_router("/processes", processes.router, tags=["Processes"])
api.add_router("/proposals", proposals.router, tags=["Proposals"])
api.add_router("/rounds", rounds.router, tags=["Rounds"])
api.add_router("/results", results.router, tags=["Results"])
api.add_router("/polls", polls.router, tags=["Polls"])
