"""Addresses of the budgeting floor: one include per slice."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("budgeting.rounds.urls")),
    path("", include("budgeting.results.urls")),
    path("", include("budgeting.crowdfunding.urls")),
    path("", include("budgeting.delivery.urls")),
]
