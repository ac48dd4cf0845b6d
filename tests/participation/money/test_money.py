"""Money: what is shown, what may be typed, and what is refused rather than guessed."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from participation.money import LARGEST, format_money, format_plain, minor_digits, parse_money
from participation.money_field import MoneyField


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (0, "GBP", "£0"),
        (1_250_000, "GBP", "£12,500"),
        (1_250_050, "GBP", "£12,500.50"),
        (5, "GBP", "£0.05"),
        (-5000, "GBP", "-£50"),
        (12_500, "JPY", "JP¥12,500"),
        (1_234_567, "KWD", "KWD1,234.567"),
        (10**15, "GBP", "£10,000,000,000,000"),
    ],
)
def test_money_is_shown_with_its_own_minor_digits(amount, currency, shown):
    assert format_money(amount, currency) == shown


def test_money_follows_the_language():
    with translation.override("de"):
        assert format_money(1_250_050, "EUR") == "12.500,50\u00a0€"
        assert parse_money("12.500,50 €", "EUR") == 1_250_050


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12500", 1_250_000),
        ("12,500", 1_250_000),
        ("£12 500.50", 1_250_050),
        ("  £ 12,500 ", 1_250_000),
        ("12500 GBP", 1_250_000),
        ("0.5", 50),
        ("1,234,567.89", 123_456_789),
        ("12\u00a0500", 1_250_000),
        ("12'500", 1_250_000),
    ],
)
def test_typed_amount_is_read(typed, amount):
    assert parse_money(typed, "GBP") == amount


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "invalid"),
        ("12,50", "invalid"),
        ("1,2500", "invalid"),
        ("1,234 567", "invalid"),
        ("12.500", "too_fine"),
        ("12.5.0", "invalid"),
        ("1e5", "invalid"),
        ("twelve", "invalid"),
        ("£", "invalid"),
        ("-5", "negative"),
        ("9" * 20, "too_large"),
        ("9" * 5000, "too_large"),
        ("€50", "invalid"),
    ],
)
def test_typed_amount_that_is_unclear_is_refused(typed, code):
    with pytest.raises(ValidationError) as refused:
        parse_money(typed, "GBP")
    assert refused.value.code == code


def test_whole_currency_refuses_smaller_coins():
    with pytest.raises(ValidationError, match="no smaller coins"):
        parse_money("12.5", "JPY")


def test_unknown_currency_is_an_error():
    with pytest.raises(ValueError, match="ISO 4217"):
        minor_digits("XYW")


@given(st.integers(0, LARGEST), st.sampled_from(["GBP", "JPY", "KWD", "CLF"]))
def test_what_is_shown_can_be_typed_back(amount, currency):
    assert parse_money(format_plain(amount, currency), currency) == amount
    assert parse_money(format_money(amount, currency), currency) == amount


class CostForm(forms.Form):
    cost = MoneyField(currency="GBP", required=False, min_value=100, max_value=100_000)


def test_money_field_gives_minor_units_and_keeps_what_was_typed():
    form = CostForm({"cost": "£500"})
    assert form.is_valid()
    assert form.cleaned_data["cost"] == 50_000
    wrong = CostForm({"cost": "a few quid"})
    assert not wrong.is_valid()
    assert 'value="a few quid"' in str(wrong["cost"])


@pytest.mark.parametrize(("typed", "sentence"), [("0.99", "at least £1."), ("2000", "at most £1,000.")])
def test_money_field_names_its_limits(typed, sentence):
    assert sentence in CostForm({"cost": typed}).errors["cost"][0]


def test_money_field_left_empty_gives_nothing():
    form = CostForm({"cost": " "})
    assert form.is_valid()
    assert form.cleaned_data["cost"] is None


def test_money_field_shows_a_stored_amount_as_typed():
    assert 'value="12,500.50"' in str(CostForm(initial={"cost": 1_250_050})["cost"])


def test_money_filter_shows_amount_and_nothing_for_none():
    text = Template("{% load money %}{{ a|money:'GBP' }}|{{ b|money }}").render(
        Context({"a": 123400, "b": None})
    )
    assert text == "£1,234|"
