"""How Django and Wagtail write dates: with the 24-hour clock, as on the rest of the site."""
