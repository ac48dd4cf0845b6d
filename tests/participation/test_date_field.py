"""A date of birth in three boxes: what is wrong is named box by box."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django import forms

from participation.date_field import DateBoxesField

pytestmark = pytest.mark.django_db


class BirthForm(forms.Form):
    born = DateBoxesField(label="Date of birth", autocomplete="bday")
    other = DateBoxesField(label="Another day", required=False)


def filled(day: str, month: str, year: str) -> BirthForm:
    return BirthForm({"born_day": day, "born_month": month, "born_year": year})


@pytest.mark.parametrize("typed", [("3", "7", "1980"), ("03", "07", "1980"), (" 3 ", "7", "1980")])
def test_date_is_read_as_people_write_it(typed):
    form = filled(*typed)
    assert form.is_valid()
    assert form.cleaned_data == {"born": datetime.date(1980, 7, 3), "other": None}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "7", "1980"), ["Write the day."]),
        (("3", "", "1980"), ["Write the month."]),
        (("3", "7", ""), ["Write the year."]),
        (("", "", ""), ["Write the day, the month and the year."]),
        (("3", "", ""), ["Write the month.", "Write the year."]),
        (("32", "7", "1980"), ["The day must be a number from 1 to 31."]),
        (("3", "July", "1980"), ["The month must be a number from 1 to 12."]),
        (("3", "7", "80"), ["Write the year with all four digits, such as 1980."]),
        (("3", "13", "1980"), ["The month must be a number from 1 to 12."]),
        (("31", "6", "1980"), ["This month has no day 31."]),
        (("3", "7", "9999"), ["The date must lie in the past."]),
        (("٣", "7", "1980"), ["The day must be a number from 1 to 31."]),
    ],
)
def test_error_names_the_box_that_is_wrong(typed, said):
    assert list(filled(*typed)["born"].errors) == said


def test_boxes_are_labelled_keep_what_was_typed_and_offer_to_be_filled_in():
    soup = BeautifulSoup(filled("3", "x", "1980").as_div(), "html.parser")
    group = soup.find("legend", string=lambda words: "Date of birth" in (words or "")).parent
    boxes = group.find_all("input")
    assert [group.find("label", attrs={"for": box["id"]}).text for box in boxes] == ["Day", "Month", "Year"]
    assert [box["value"] for box in boxes] == ["3", "x", "1980"]
    assert [box["autocomplete"] for box in boxes] == ["bday-day", "bday-month", "bday-year"]
    assert {box["inputmode"] for box in boxes} == {"numeric"}


def test_known_date_is_shown_in_its_boxes():
    form = BirthForm(initial={"born": datetime.date(1980, 7, 3)})
    boxes = BeautifulSoup(str(form["born"]), "html.parser").find_all("input")
    assert [box["value"] for box in boxes] == ["3", "7", "1980"]
