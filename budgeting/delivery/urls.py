"""Addresses of what was built."""

from django.urls import path

from budgeting.delivery import exports, views

urlpatterns = [
    path("rounds/<slug:slug>/built/", views.built_list, name="built_list"),
    path("rounds/<slug:slug>/built/money.csv", exports.built_money, name="built_money"),
    path("rounds/<slug:slug>/built/<int:number>/", views.built_project, name="built_project"),
]
