"""Addresses of results and their files."""

from django.urls import path

from budgeting.results import views

urlpatterns = [
    path("rounds/<slug:slug>/result/", views.result, name="result"),
    path("rounds/<slug:slug>/hall/", views.hall, name="hall"),
    path("rounds/<slug:slug>/result/other-rules/", views.other_rules, name="other_rules"),
    path("rounds/<slug:slug>/result/objection/", views.objection, name="object"),
    path("rounds/<slug:slug>/result/<int:version>/", views.result, name="result_version"),
    path("rounds/<slug:slug>/result/<int:version>/<str:name>", views.result_file, name="result_file"),
]
