"""Addresses of rounds and projects."""

from django.urls import path

from budgeting.rounds import views
from budgeting.rounds.assessing.views import assessment_reply

urlpatterns = [
    path("rounds/<slug:slug>/", views.round_page, name="round"),
    path("checks/<int:pk>/answer/", assessment_reply, name="assessment_reply"),
    path("rounds/<slug:slug>/projects/<int:number>/", views.project_page, name="project"),
]
