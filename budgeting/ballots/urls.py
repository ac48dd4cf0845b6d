"""Addresses of the ballot."""

from django.urls import path

from budgeting.ballots import views

urlpatterns = [
    path("rounds/<slug:slug>/ballot/", views.ballot, name="ballot"),
    path("rounds/<slug:slug>/ballot/review/", views.review, name="ballot_review"),
    path("rounds/<slug:slug>/ballot/cast/", views.cast, name="ballot_cast"),
    path("rounds/<slug:slug>/ballot/in/", views.ballot_in, name="ballot_in"),
    path("rounds/<slug:slug>/receipts/", views.receipt_check, name="receipt_check"),
]
