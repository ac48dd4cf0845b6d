"""Where a reader reports something."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
