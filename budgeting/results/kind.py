"""What results tell people about."""

from django.utils.translation import gettext_lazy as _

from participation.notices import events


def offer() -> None:
    events.register(events.Event(key="result-published", sentence=_("The result of “%(title)s” is public")))
