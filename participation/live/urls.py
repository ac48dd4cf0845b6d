"""Addresses of live numbers; the socket itself is in `participation.routing`."""

from django.urls import path

from participation.live import views

urlpatterns = [path("live/ticket/", views.fresh_ticket, name="live_ticket")]
