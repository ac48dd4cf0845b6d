"""No place that takes files is forgotten: no form, no control on a page, no view that reads a file itself."""

import pytest
from django import forms
from django.conf import settings
from django.urls import get_resolver, reverse

from tests.abuse.test_fields import FLOORS, every_form
from tests.abuse.uploads.places import DOCUMENTS, DOCUMENTS_OF_PAGES, PICTURES
from tests.cms.backoffice.test_doors import all_doors, example

# Every field for a file, and the corpus that goes there.
FIELDS = {
    "cms.backoffice.areas.AreaForm.file": "test_outlines",
    "cms.backoffice.bank.StatementForm.file": "test_statements",
    "cms.backoffice.census.CensusForm.file": "test_tables",
    "cms.backoffice.campaign_form.CampaignForm.picture": PICTURES["campaign"],
    "cms.backoffice.delivery.ReportForm.picture": PICTURES["building"],
    "cms.backoffice.poll_desk.PictureForm.picture": PICTURES["poll"],
    "cms.backoffice.page_pictures.PictureField": PICTURES["page"],
    "cms.style.forms.EveryField.picture": "a form to look at: it takes nothing",
}
READERS = {"participation/proposals/attaching.py": "draft", "participation/proposals/filing.py": "proposal"}
# Addresses of the back office whose page has a control for a file.
CONTROLS = {
    *("areas:add", "areas:edit", "census:index", "campaigns:add", "building:act", "polls:option_act"),
    "money:bank",
    *(
        "wagtailimages:add",
        "wagtailimages:edit",
        "wagtailimages:add_multiple",
        "wagtailimages_chooser:choose",
    ),
    *("wagtaildocs:add", "wagtaildocs:edit", "wagtaildocs:add_multiple", "wagtaildocs_chooser:choose"),
    *("wagtailimages_chooser:create", "wagtaildocs_chooser:create"),
}


def test_every_form_with_a_file_is_known():
    found = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.FileField)
    }
    fields = {f"{each.__module__}.{each.__name__}" for each in _below(forms.FileField)}
    assert found | fields == set(FIELDS)


def _below(kind: type) -> set[type]:
    ours = {each for each in kind.__subclasses__() if each.__module__.startswith(FLOORS)}
    return ours | {each for below in kind.__subclasses__() for each in _below(below)}


def test_every_view_that_reads_a_file_by_itself_is_known():
    files = [path for floor in FLOORS for path in (settings.BASE_DIR / floor).rglob("*.py")]
    reading = {str(path.relative_to(settings.BASE_DIR)) for path in files if ".FILES" in path.read_text()}
    assert reading == set(READERS)
    assert set(READERS.values()) <= set(PICTURES)
    assert set(READERS.values()) <= set(DOCUMENTS)


@pytest.mark.django_db
def test_every_control_for_a_file_in_the_back_office_is_known(carol, log_in):
    client = log_in(carol)
    for place in (*PICTURES.values(), *DOCUMENTS_OF_PAGES.values()):
        if place.who == "carol":
            place.ready(carol)
    client.raise_request_exception = False
    found, broken = set(), []
    for pattern, name in all_doors(get_resolver()):
        if pattern.startswith("admin/") and "logout" not in name:
            answer = client.get(example(pattern))
            broken += [pattern] if answer.status_code >= 500 else []
            if answer.status_code == 200 and not answer.streaming and b'type="file"' in answer.content:
                found.add(name)
    assert broken == []  # Wagtail's choosers took keys that are no numbers, such as x, for numbers
    assert found <= CONTROLS
    assert {name for name in CONTROLS if ":add" in name} <= found


@pytest.mark.django_db
def test_redirects_are_not_taken_from_files(carol, log_in):
    client = log_in(carol)
    assert client.get(reverse("wagtailredirects:start_import")).status_code == 404
    assert client.post(reverse("wagtailredirects:process_import")).status_code == 404
    page = client.get(reverse("wagtailredirects:index"))
    assert page.status_code == 200
    assert "import" not in page.content.decode().lower().split("<main", 1)[1]
