"""Addresses of the audit log's public face."""

from django.urls import path

from participation.audit import views

urlpatterns = [
    path("audit/", views.audit_heads, name="audit_heads"),
    path("audit/<str:name>", views.audit_head_file, name="audit_head_file"),
]
