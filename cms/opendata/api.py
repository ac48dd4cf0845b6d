"""The public API: everything that pages show to anyone, for programs. It reads and never writes."""

from ninja import NinjaAPI

from cms.opendata import polls, processes, proposals, results, rounds

api = NinjaAPI(
    title="Folkmoot open data",
    version="1",
    description="What residents propose and what was decided. Money is in minor units (pence, cents).",
    urls_namespace="api",
    docs_url=None,
)
api.add_router("/processes", processes.router, tags=["Processes"])
api.add_router("/proposals", proposals.router, tags=["Proposals"])
api.add_router("/rounds", rounds.router, tags=["Rounds"])
api.add_router("/results", results.router, tags=["Results"])
api.add_router("/polls", polls.router, tags=["Polls"])
