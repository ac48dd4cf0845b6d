"""Addresses of reports, decisions and the house rules."""

from django.urls import path

from participation.moderation import figures_views, views

urlpatterns = [
    path("report/<slug:kind>/<int:pk>/", views.report_new, name="report_new"),
    path("report/<slug:kind>/<int:pk>/thanks/", views.report_thanks, name="report_thanks"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
    path("pause/", views.pause, name="pause"),
    path("blocked/<str:token>/", views.blocked, name="blocked"),
    path("moderation/", figures_views.moderation_report, name="moderation_report"),
    path("moderation/numbers.csv", figures_views.moderation_file, name="moderation_file"),
    path("house-rules/", views.house_rules, name="house_rules"),
]
