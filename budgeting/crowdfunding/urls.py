"""Addresses of campaigns."""

from django.urls import path

from budgeting.crowdfunding import views

urlpatterns = [
    path("campaigns/", views.campaign_list, name="campaign_list"),
    path("campaigns/<slug:slug>/", views.campaign_page, name="campaign"),
    path("campaigns/<slug:slug>/pledge/", views.pledge_page, name="pledge"),
]
