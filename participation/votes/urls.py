"""Addresses of polls."""

from django.urls import path

from participation.votes import exports, statement_views, views

urlpatterns = [
    path("polls/", views.poll_list, name="poll_list"),
    path("polls/<int:pk>/vote/", views.poll_vote, name="poll_vote"),
    path("polls/<int:pk>/statements/", statement_views.statement_list, name="statement_list"),
    path("polls/<int:pk>/statements/<int:statement_pk>/", statement_views.statement_page, name="statement"),
    path("polls/<int:pk>/answers/", statement_views.my_answers, name="my_answers"),
    path("polls/<int:pk>/lines.csv", exports.poll_lines, name="poll_lines"),
    path("polls/<int:pk>/<slug:slug>/", views.poll_page, name="poll"),
]
