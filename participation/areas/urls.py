"""Addresses of the parts of town."""

from django.urls import path

from participation.areas import views

urlpatterns = [
    path("areas/", views.area_list, name="area_list"),
    path("area-of-pin/", views.area_of_pin, name="area_of_pin"),
    path("areas/<slug:slug>/", views.area_page, name="area"),
]
