"""A rule of age in words. An age counts by the year of birth alone, which is all that the register keeps."""

from django.utils.translation import gettext as _


def age_words(least: int | None, most: int | None, year: int) -> str:
    """ "who turn 16 to 25 in 2026", or nothing where there is no rule."""
    if least is None and most is None:
        return ""
    facts = {"least": least, "most": most, "year": year}
    if most is None:
        return _("who turn %(least)d or more in %(year)d") % facts
    if least is None:
        return _("who turn %(most)d or less in %(year)d") % facts
    return _("who turn %(least)d to %(most)d in %(year)d") % facts


def is_of_age(birth_year: int, least: int | None, most: int | None, year: int) -> bool:
    """Who reaches the age at any day of the year is old enough from its first day."""
    age = year - birth_year
    return (least is None or least <= age) and (most is None or age <= most)
