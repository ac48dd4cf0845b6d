"""Addresses of proposals."""

from django.urls import path

from participation.proposals import attaching, authors, autosave, changing, exports, filing, views, writing

urlpatterns = [
    # First what is asked for most, by thousands in an hour.
    path("proposals/<int:pk>/support/", views.proposal_support, name="proposal_support"),
    path("processes/<slug:slug>/proposals/", views.proposal_list, name="proposal_list"),
    path("processes/<slug:slug>/proposals/list.csv", exports.proposal_file, name="proposal_file"),
    path("processes/<slug:slug>/propose/", writing.proposal_new, name="proposal_new"),
    path("processes/<slug:slug>/propose/save/", autosave.draft_begin_quietly, name="draft_begin"),
    path("processes/<slug:slug>/similar/", writing.proposal_similar, name="proposal_similar"),
    path("drafts/<int:pk>/save/", autosave.draft_save_quietly, name="draft_save"),
    path("drafts/<int:pk>/publish/", writing.draft_publish, name="draft_publish"),
    path("drafts/<int:pk>/remove/", writing.draft_remove, name="draft_remove"),
    path("drafts/<int:pk>/<slug:step>/", writing.draft_step, name="draft_step"),
    path("drafts/<int:pk>/<slug:step>/add/", attaching.draft_attach, name="draft_attach"),
    path("drafts/<int:pk>/<slug:step>/<int:attachment>/remove/", attaching.draft_detach, name="draft_detach"),
    path(
        "proposals/<int:pk>/documents/<int:attachment>/",
        attaching.proposal_document,
        name="proposal_document",
    ),
    path("proposals/", views.proposal_list_all, name="proposal_list_all"),
    path("proposals/list.csv", exports.proposal_file_all, name="proposal_file_all"),
    path("proposals/<int:pk>/support/withdraw/", views.proposal_withdraw, name="proposal_withdraw"),
    path("proposals/<int:pk>/authors/", authors.proposal_authors, name="proposal_authors"),
    path("proposals/<int:pk>/files/", filing.proposal_files, name="proposal_files"),
    path("proposals/<int:pk>/files/<int:attachment>/", filing.proposal_file_change, name="file_change"),
    path("proposals/<int:pk>/versions/", changing.proposal_versions, name="proposal_versions"),
    path("proposals/<int:pk>/change/", changing.proposal_change, name="proposal_change"),
    path("proposals/<int:pk>/give-up/", changing.proposal_give_up, name="proposal_give_up"),
    path("proposals/<int:pk>/before/", changing.proposal_before, name="proposal_before"),
    path("proposals/<int:pk>/<slug:slug>/", views.proposal_page, name="proposal"),
]
