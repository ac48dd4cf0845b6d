"""Addresses of the ballot."""

from django.urls import path

from budgeting.ballots import views
from budgeting.ballots.codes import asking
from budgeting.ballots.codes import views as codes
from budgeting.ballots.preview import ballot_preview

urlpatterns = [
    path("rounds/<slug:slug>/ballot/", views.ballot, name="ballot"),
    path("rounds/<slug:slug>/ballot/review/", views.review, name="ballot_review"),
    path("rounds/<slug:slug>/ballot/cast/", views.cast, name="ballot_cast"),
    path("rounds/<slug:slug>/ballot/in/", views.ballot_in, name="ballot_in"),
    path("rounds/<slug:slug>/ballot/preview/", ballot_preview, name="ballot_preview"),
    path("rounds/<slug:slug>/receipts/", views.receipt_check, name="receipt_check"),
    path("rounds/<slug:slug>/vote/", codes.vote_ways, name="vote_ways"),
    path("rounds/<slug:slug>/code/", codes.by_code, name="vote_by_code"),
    path("rounds/<slug:slug>/phone/", asking.by_phone, name="vote_by_phone"),
    path("rounds/<slug:slug>/letter/", asking.by_letter, name="vote_by_letter"),
    path("rounds/<slug:slug>/declare/<int:number>/", codes.by_declaration, name="vote_by_declaration"),
    path("rounds/<slug:slug>/done/", codes.done, name="ballot_done"),
    path("rounds/<slug:slug>/kiosk/", codes.kiosk_start, name="kiosk"),
    path("rounds/<slug:slug>/kiosk/stay/", codes.stay, name="kiosk_stay"),
    path("rounds/<slug:slug>/kiosk/end/", codes.end_kiosk, name="kiosk_end"),
]
