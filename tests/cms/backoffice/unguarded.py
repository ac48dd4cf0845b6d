"""The site with two staff doors that somebody forgot to guard: the control of test_doors."""

from django.http import HttpResponse
from django.urls import path

from cms.urls import urlpatterns as site

urlpatterns = [
    path("admin/forgotten/<int:pk>/", lambda request, pk: HttpResponse("secrets"), name="forgotten"),
    path("staff/desk/", lambda request: HttpResponse("secrets"), name="staff_desk"),
    *site,
]
