"""The address of the living page."""

from django.urls import path

from cms.style import views

urlpatterns = [path("", views.style, name="style")]
