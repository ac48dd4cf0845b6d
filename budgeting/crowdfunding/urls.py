"""Addresses of campaigns."""

from django.urls import path

from budgeting.crowdfunding import views
from budgeting.crowdfunding.badge import campaign_badge
from budgeting.crowdfunding.match_views import match_fund_page
from budgeting.crowdfunding.payments.views import govuk_pay_message, pay_view

urlpatterns = [
    path("campaigns/", views.campaign_list, name="campaign_list"),
    path("match-funds/<int:pk>/", match_fund_page, name="match_fund"),
    path("campaigns/<slug:slug>/", views.campaign_page, name="campaign"),
    path("campaigns/<slug:slug>/badge.svg", campaign_badge, name="campaign_badge"),
    path("campaigns/<slug:slug>/pledge/", views.pledge_page, name="pledge"),
    path("campaigns/<slug:slug>/yours/", views.own_pledges_page, name="own_pledges"),
    path("campaigns/<slug:slug>/yours/<int:pk>/pay/", pay_view, name="pledge_pay"),
    path("payments/govuk-pay/", govuk_pay_message, name="govuk_pay_message"),
    path("campaigns/<slug:slug>/yours/<int:pk>/cancel/", views.cancel_pledge_view, name="pledge_cancel"),
]
