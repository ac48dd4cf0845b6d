"""Every field of every form of the site refuses what is too long, too big or no text, and says so."""

import copy
import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import BaseForm
from django.http import QueryDict

from cms.backoffice.fields import LongText
from participation.money_field import MoneyField
from tests.abuse.lines import DAYS, HUGE, LINES, NO_TEXT, NUL, NUMBERS

FLOORS = ("participation", "budgeting", "cms")
BIGGEST = 2**63 - 1
# Limited, or left out, when such a form is made: they are allauth's own; and the trap for robots.
OF_ALLAUTH = {
    *("SignupForm.username", "AddKeyForm.name", "ConfirmEmailCodeForm.code", "ConfirmLoginCodeForm.code"),
    *("LoginForm.password", "AddKeyForm.credential", "SignupForm.homepage"),
}


def every_form() -> Iterator[type[BaseForm]]:
    """All form classes of the three floors, loaded from every module, so that none is forgotten."""
    for floor in FLOORS:
        package = importlib.import_module(floor)
        for module in pkgutil.walk_packages(package.__path__, f"{floor}."):
            if ".migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    yield from sorted(_below(BaseForm), key=lambda form: (form.__module__, form.__name__))


def _below(form: type) -> set[type]:
    ours = {each for each in form.__subclasses__() if each.__module__.startswith(FLOORS)}
    return ours | {each for below in form.__subclasses__() for each in _below(below)}


def every_field() -> list[tuple[str, forms.Field]]:
    found = [
        (f"{form.__module__}.{form.__name__}.{name}", _with_the_column(form, name, field))
        for form in every_form()
        if form.__module__ != "cms.style.forms"  # a form to look at: it takes nothing
        for name, field in form.base_fields.items()
    ]
    assert len(found) > 150
    return found


def _with_the_column(form: type[BaseForm], name: str, field: forms.Field) -> forms.Field:
    """The field with what the column of its model checks too, as a form of a model does after its own."""
    model = getattr(getattr(form, "_meta", None), "model", None)
    columns = {column.name: column for column in model._meta.get_fields()} if model else {}
    if isinstance(field, forms.IntegerField) and name in columns:
        field = copy.copy(field)
        field.validators = [*field.validators, *columns[name].validators]
    return field


def refusal(field: forms.Field, value) -> str:
    """What the field says about this value; empty when it takes it."""
    try:
        cleaned = field.clean(value)
    except ValidationError as error:
        return " ".join(error.messages)
    return "" if field.required or cleaned not in field.empty_values else "left out"


def of_type(*types) -> list[tuple[str, forms.Field]]:
    return [(name, field) for name, field in every_field() if type(field) in types]


def texts() -> list[tuple[str, forms.Field]]:
    return [
        (name, field)
        for name, field in every_field()
        if isinstance(field, forms.CharField)
        and not isinstance(field, MoneyField)
        and ".".join(name.split(".")[-2:]) not in OF_ALLAUTH
    ]


def test_every_text_has_a_limit_and_names_it():
    unlimited = [name for name, field in texts() if field.max_length is None]
    assert unlimited == []
    for name, field in texts():
        if type(field) in (forms.CharField, LongText):
            said = refusal(field, "w" * (field.max_length + 1))
            assert str(field.max_length) in said, name
            assert refusal(field, "w" * field.max_length) == "", name


def test_no_text_takes_a_null_character_or_a_megabyte():
    for name, field in texts():
        assert refusal(field, NUL) != "", name
        assert field.max_length > len(HUGE) or refusal(field, HUGE) != "", name


def test_every_line_of_the_corpus_that_fits_is_kept_as_it_was_typed():
    """Nothing is cut, cleaned or taken apart on the way in: it is shown as words on the way out."""
    kept = 0
    for name, field in of_type(forms.CharField):
        for line in LINES.values():
            if field.max_length and len(line.strip()) <= field.max_length:
                assert field.clean(line) == line.strip(), name
                kept += 1
    assert kept > 1000


def test_bytes_that_are_no_text_reach_no_field():
    for sent in NO_TEXT:
        read = QueryDict(f"words={sent}")["words"]
        read.encode()  # a lone surrogate could not be written to the database
        assert "\x00" not in read


@pytest.mark.parametrize("typed", NUMBERS)
def test_numbers_that_no_column_holds_are_refused(typed):
    for name, field in of_type(forms.IntegerField, MoneyField, forms.FloatField):
        try:
            number = field.clean(typed)
        except ValidationError:
            continue
        assert number is None or -BIGGEST <= number <= BIGGEST, f"{name} takes {typed[:30]} as {number!r:.40}"


@pytest.mark.parametrize("typed", DAYS)
def test_days_that_no_calendar_holds_are_refused(typed):
    found = of_type(forms.DateField, forms.DateTimeField, forms.SplitDateTimeField)
    assert found
    for name, field in found:
        assert refusal(field, typed) != "", name
