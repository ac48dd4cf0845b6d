"""Where sockets go."""

from django.urls import URLPattern, re_path

from participation.live.socket import live_socket

websocket_urlpatterns: list[URLPattern] = [re_path(r"^live/$", live_socket)]
