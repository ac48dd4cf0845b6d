"""Addresses of comments."""

from django.urls import path

from participation.debate import leading_views, own_views, views

urlpatterns = [
    path("threads/<int:pk>/comments/", views.comment_new, name="comment_new"),
    path("threads/<int:pk>/people/", views.people, name="thread_people"),
    path("threads/<int:pk>/lead/", leading_views.lead, name="thread_lead"),
    path("threads/<int:pk>/mode/", leading_views.change_mode, name="thread_mode"),
    path("threads/<int:pk>/close/", leading_views.close, name="thread_close"),
    path("threads/<int:pk>/reopen/", leading_views.reopen, name="thread_reopen"),
    path("comments/<int:pk>/edit/", own_views.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/remove/", own_views.comment_remove, name="comment_remove"),
    path("comments/<int:pk>/history/", views.comment_history, name="comment_history"),
    path("comments/<int:pk>/", views.comment, name="comment"),
    path("comments/<int:pk>/replies/", views.comment_replies, name="comment_replies"),
    path("comments/<int:pk>/helpful/", views.comment_helpful, name="comment_helpful"),
]
