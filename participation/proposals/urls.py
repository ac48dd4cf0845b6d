"""Addresses of proposals."""

from django.urls import path

from participation.proposals import views, writing

urlpatterns = [
    path("processes/<slug:slug>/proposals/", views.proposal_list, name="proposal_list"),
    path("processes/<slug:slug>/propose/", writing.proposal_new, name="proposal_new"),
    path("proposals/<int:pk>/support/", views.proposal_support, name="proposal_support"),
    path("proposals/<int:pk>/support/withdraw/", views.proposal_withdraw, name="proposal_withdraw"),
    path("proposals/<int:pk>/<slug:slug>/", views.proposal_page, name="proposal"),
]
