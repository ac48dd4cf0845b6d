"""Addresses where a reader reports something."""

from django.urls import path

from participation.moderation import views

urlpatterns = [
    path("report/<slug:kind>/<int:pk>/", views.report_new, name="report_new"),
    path("report/<slug:kind>/<int:pk>/thanks/", views.report_thanks, name="report_thanks"),
]
