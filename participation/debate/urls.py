"""Addresses of comments."""

from django.urls import path

from participation.debate import views

urlpatterns = [
    path("threads/<int:pk>/comments/", views.comment_new, name="comment_new"),
    path("comments/<int:pk>/", views.comment, name="comment"),
]
