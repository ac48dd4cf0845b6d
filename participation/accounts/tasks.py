"""What the background worker does for accounts: mail, and copies of people's data."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from participation.accounts.models import User
from participation.accounts.privacy.keeping import FIRST_WARNING, SECOND_WARNING
from participation.accounts.privacy.time_words import how_long


@task
def tell_of_reclaim(user_pk: int, won: bool) -> int:
    """Tell an account that an identity came to it, or went from it, by a decision of two officers."""
    person = User.objects.filter(pk=user_pk).first()
    if person is None:
        return 0
    page = {"person": person, "won": won, "site": settings.BASE_URL}
    body = render_to_string("participation/mail/reclaim.txt", page)
    subject = _("You are verified now") if won else _("Your account is no longer verified")
    return send_mail(subject, body, None, [person.email])


@task
def make_export(export_pk: int) -> int:
    """Make a person's copy of their data, and write to them that it can be fetched. Returns mails sent."""
    from participation.accounts.privacy.exporting import fill_export
    from participation.accounts.privacy.models import DataExport

    export = DataExport.objects.select_related("person").filter(pk=export_pk, ready_at=None).first()
    if export is None:
        return 0
    fill_export(export=export)
    person = export.person
    # The mail holds no way around the log-in: it also warns whose mailbox or device somebody else has.
    page = {"person": person, "site": settings.BASE_URL}
    with translation.override(person.language or settings.LANGUAGE_CODE):
        body = render_to_string("participation/mail/export_ready.txt", page)
        return send_mail(_("The copy of your data is ready"), body, None, [person.email])


@task
def warn_idle(user_pk: int, number: int) -> int:
    """Tell the owner of an unused account when it goes; nobody once they came back. Returns mails sent."""
    from participation.accounts.privacy.models import IdleWarning

    warning = IdleWarning.objects.select_related("person").filter(person=user_pk, number=number).first()
    if warning is None:
        return 0
    person, left = warning.person, FIRST_WARNING if number == 1 else SECOND_WARNING
    with translation.override(person.language or settings.LANGUAGE_CODE):
        page = {"person": person, "left": how_long(left), "site": settings.BASE_URL}
        body = render_to_string("participation/mail/idle.txt", page)
        return send_mail(_("Your account will be erased"), body, None, [person.email])
