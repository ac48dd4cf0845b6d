"""Addresses of the participation floor: one include per slice."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("participation.proposals.urls")),
    path("", include("participation.accounts.urls")),
    path("", include("participation.areas.urls")),
    path("", include("participation.audit.urls")),
    path("", include("participation.live.urls")),
    path("", include("participation.notices.urls")),
    path("", include("participation.processes.urls")),
    path("", include("participation.debate.urls")),
    path("", include("participation.debates.urls")),
    path("", include("participation.moderation.urls")),
    path("", include("participation.votes.urls")),
]
