"""Addresses of a person's own pages, and the closed doors of passwords: here people log in with a code."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from participation.accounts import views

urlpatterns = [
    path("me/", views.my_page, name="my_page"),
    path("me/verify/", views.verify, name="verify"),
    path("accounts/second-factor/", views.second_factor_needed, name="second_factor_needed"),
    # allauth still has password pages, and a second form that asks for a log-in code.
    re_path(r"^accounts/password/", RedirectView.as_view(pattern_name="account_login")),
    path("accounts/login/code/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
]
