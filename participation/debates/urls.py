"""Addresses of debates."""

from django.urls import path

from participation.debates import views

urlpatterns = [
    path("debates/", views.debate_list_all, name="debate_list_all"),
    path("processes/<slug:slug>/debates/", views.debate_list, name="debate_list"),
    path("processes/<slug:slug>/debates/new/", views.debate_new, name="debate_new"),
    path("debates/<int:pk>/<slug:slug>/", views.debate_page, name="debate"),
]
