"""Addresses of a person's own pages, and the closed doors of passwords: here people log in with a code."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from participation.accounts import activity, letter_views, oidc_views, second_way_views, views
from participation.accounts.privacy import erase_views, kept_view
from participation.accounts.privacy import views as privacy

urlpatterns = [
    path("me/", views.my_page, name="my_page"),
    path("me/activity/<slug:key>/", activity.my_activity, name="my_activity"),
    path("me/name/", views.change_my_name, name="change_name"),
    path("me/verify/", views.verify, name="verify"),
    path("me/verify/second/", second_way_views.second_way, name="second_way"),
    path("me/verify/phone/", second_way_views.phone_code, name="phone_code"),
    path("me/verify/letter/", letter_views.letter, name="letter"),
    path("me/verify/provider/", oidc_views.provider, name="provider"),
    path("me/verify/provider/back/", oidc_views.provider_back, name="provider_back"),
    path("me/verify/code/", second_way_views.desk_code, name="desk_code"),
    path("me/data/", privacy.my_data, name="my_data"),
    path("me/data/file/", privacy.my_data_file, name="my_data_file"),
    path("me/erase/", erase_views.erase_me, name="erase_me"),
    path("erased/", erase_views.erased, name="erased"),
    path("what-we-keep/", kept_view.what_we_keep, name="what_we_keep"),
    path("accounts/second-factor/", views.second_factor_needed, name="second_factor_needed"),
    # allauth still has password pages, and a second form that asks for a log-in code.
    re_path(r"^accounts/password/", RedirectView.as_view(pattern_name="account_login")),
    path("accounts/login/code/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
]
