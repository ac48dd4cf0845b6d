"""Addresses of notices and of following."""

from django.urls import path

from participation.notices import settings_views, views

urlpatterns = [
    path("me/notices/", views.notice_list, name="notice_list"),
    path("me/notices/read/", views.notices_read, name="notices_read"),
    path("me/notices/<int:pk>/read/", views.notices_read, name="notice_read"),
    path("me/follows/", settings_views.follow_list, name="follow_list"),
    path("me/follows/<int:pk>/stop/", settings_views.follow_stop, name="follow_stop"),
    path("me/notices/mail/", settings_views.mail_choices, name="mail_choices"),
    path("notices/stop/<str:token>/", settings_views.mail_stop, name="mail_stop"),
    path("follow/<slug:kind>/<int:pk>/", views.follow, name="follow"),
    path("unfollow/<slug:kind>/<int:pk>/", views.unfollow, name="unfollow"),
]
