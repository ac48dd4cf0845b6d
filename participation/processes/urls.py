"""Addresses of processes."""

from django.urls import path

from participation.processes import views

urlpatterns = [
    path("processes/", views.process_list, name="process_list"),
    path("processes/<slug:slug>/", views.process_page, name="process"),
]
