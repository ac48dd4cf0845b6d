"""Addresses of the open data."""

from django.urls import path

from cms.opendata.api import api
from cms.opendata.views import api_guide

urlpatterns = [path("", api_guide, name="api_guide"), path("", api.urls)]
