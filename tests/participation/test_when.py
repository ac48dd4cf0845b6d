"""Times in words, seen from a fixed Sunday evening in London."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.when import (
    away_words,
    deadline_words,
    opening_words,
    span_words,
    until_words,
    when_words,
)

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(seconds=30), "closes today 19:00, in less than a minute"),
        (timedelta(minutes=1), "closes today 19:01, in 1 minute"),
        (timedelta(hours=3), "closes today 22:00, in 3 hours"),
        (timedelta(hours=23), "closes tomorrow 18:00"),
        (timedelta(days=4, hours=-1), "closes Thursday 18:00, in 4 days"),
        (timedelta(days=14), "closes Sunday 6 December, 19:00, in 14 days"),
        (timedelta(days=90), "closes Saturday 20 February 2027, 19:00"),
        (timedelta(0), "closed today 19:00"),
        (timedelta(days=-1), "closed yesterday 19:00"),
        (timedelta(days=-20), "closed Monday 2 November, 19:00"),
    ],
)
def test_deadline_says_day_time_and_how_long(away, words):
    assert deadline_words(NOW + away, NOW) == words


def test_end_beside_a_label_says_when_alone():
    assert until_words(NOW + timedelta(days=4, hours=-1), NOW) == "Thursday 18:00, in 4 days"


def test_opening_says_when():
    assert opening_words(NOW + timedelta(days=2), NOW) == "opens Tuesday 19:00, in 2 days"
    assert opening_words(NOW - timedelta(days=1), NOW) == "opened yesterday 19:00"


def test_time_is_shown_in_the_town_and_not_in_utc():
    assert when_words(datetime(2026, 7, 1, 17, 0, tzinfo=UTC), NOW) == "Wednesday 1 July, 18:00"


def test_away_is_silent_for_the_past():
    assert away_words(NOW - timedelta(hours=1), NOW) == ""


def test_span_leaves_out_what_is_the_same():
    first = datetime(2020, 11, 3, 9, tzinfo=UTC)
    assert span_words(first, first + timedelta(days=14)) == "3 to 17 November 2020"
    assert span_words(first, first + timedelta(days=30)) == "3 November to 3 December 2020"
    assert span_words(first, first + timedelta(days=90)) == "3 November 2020 to 1 February 2021"
    assert span_words(first, first + timedelta(hours=2)) == "3 November 2020"
