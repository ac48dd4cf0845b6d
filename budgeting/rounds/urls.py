"""Addresses of rounds and projects."""

from django.urls import path

from budgeting.rounds import views

urlpatterns = [
    path("rounds/<slug:slug>/", views.round_page, name="round"),
    path("rounds/<slug:slug>/projects/<int:number>/", views.project_page, name="project"),
]
