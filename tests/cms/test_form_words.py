"""A field left empty is named in plain words, in every form of the site."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from participation.models import Area


class Every(forms.Form):
    title = forms.CharField()
    story = forms.CharField(widget=forms.Textarea)
    ward = forms.ChoiceField(choices=[("a", "A")])
    stance = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    about = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    rules = forms.BooleanField()
    picture = forms.FileField()
    own = forms.CharField(error_messages={"required": "Say it."})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("title", "Write something here."),
        ("story", "Write something here."),
        ("ward", "Choose one."),
        ("stance", "Choose one."),
        ("about", "Choose at least one."),
        ("rules", "Tick this box."),
        ("picture", "Choose a file."),
        ("own", "Say it."),
    ],
)
def test_empty_field_says_what_to_do(name, words):
    form = Every({})
    assert form[name].errors == [words]
    page = str(form)
    assert words in page
    assert "This field is required" not in page


def test_words_of_the_database_are_plain_too(db):
    with pytest.raises(ValidationError) as refusal:
        Area(name="", slug="x").full_clean()
    form = Every({"title": "x"})
    form.add_error("title", refusal.value.message_dict["name"])
    assert form["title"].errors == ["Write something here."]


def test_other_errors_stay_as_they_are():
    form = Every({"ward": "z"})
    assert "Select a valid choice" in form["ward"].errors[0]
