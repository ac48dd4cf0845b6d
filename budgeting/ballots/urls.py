"""Addresses of the ballot, below those of the rounds."""

from django.urls import path

from budgeting.ballots import views
from budgeting.ballots.codes import asking
from budgeting.ballots.codes import views as codes
from budgeting.ballots.preview import ballot_preview

urlpatterns = [
    path("<slug:slug>/ballot/", views.ballot, name="ballot"),
    path("<slug:slug>/ballot/review/", views.review, name="ballot_review"),
    path("<slug:slug>/ballot/cast/", views.cast, name="ballot_cast"),
    path("<slug:slug>/ballot/in/", views.ballot_in, name="ballot_in"),
    path("<slug:slug>/ballot/preview/", ballot_preview, name="ballot_preview"),
    path("<slug:slug>/receipts/", views.receipt_check, name="receipt_check"),
    path("<slug:slug>/vote/", codes.vote_ways, name="vote_ways"),
    path("<slug:slug>/code/", codes.by_code, name="vote_by_code"),
    path("<slug:slug>/phone/", asking.by_phone, name="vote_by_phone"),
    path("<slug:slug>/letter/", asking.by_letter, name="vote_by_letter"),
    path("<slug:slug>/declare/<int:number>/", codes.by_declaration, name="vote_by_declaration"),
    path("<slug:slug>/done/", codes.done, name="ballot_done"),
    path("<slug:slug>/kiosk/", codes.kiosk_start, name="kiosk"),
    path("<slug:slug>/kiosk/stay/", codes.stay, name="kiosk_stay"),
    path("<slug:slug>/kiosk/end/", codes.end_kiosk, name="kiosk_end"),
]
