"""The addresses of a round's paper ballots, below /admin/rounds/."""

from django.urls import path

from cms.backoffice.paper.boxes import EnterAgainView, ExplainView, OpenBoxView
from cms.backoffice.paper.desk import PaperDesk
from cms.backoffice.paper.entry import BeginEntryView, SlipView
from cms.backoffice.paper.giving import GiveByCodeView, GiveByPapersView
from cms.backoffice.paper.printing import PrintView

paper_urls = [
    path("<int:pk>/paper/", PaperDesk.as_view(), name="paper"),
    path("<int:pk>/paper/print/<int:area>/", PrintView.as_view(), name="paper_print"),
    path("<int:pk>/paper/give/", GiveByPapersView.as_view(), name="paper_give"),
    path("<int:pk>/paper/give/code/", GiveByCodeView.as_view(), name="paper_give_code"),
    path("<int:pk>/paper/box/", OpenBoxView.as_view(), name="paper_box"),
    path("<int:pk>/paper/box/<int:box>/enter/", BeginEntryView.as_view(), name="paper_enter"),
    path("<int:pk>/paper/box/<int:box>/slip/", SlipView.as_view(), name="paper_slip"),
    path("<int:pk>/paper/box/<int:box>/again/", EnterAgainView.as_view(), name="paper_again"),
    path("<int:pk>/paper/explain/", ExplainView.as_view(), name="paper_explain"),
]
