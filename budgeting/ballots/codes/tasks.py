"""Mail about voting codes, so that nobody votes in another person's name unnoticed."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from budgeting.rounds.models import Round
from participation.accounts.models import User


@task
def tell_of_voting_code(user_pk: int, round_pk: int) -> int:
    """Tell an account that the desk handed out a code for the person's ballot. Returns mails sent."""
    person = User.objects.filter(pk=user_pk).first()
    round = Round.objects.select_related("process", "phase").filter(pk=round_pk).first()
    if person is None or round is None:
        return 0
    with translation.override(person.language or settings.LANGUAGE_CODE):
        page = {"person": person, "round": round, "site": settings.BASE_URL}
        body = render_to_string("budgeting/mail/voting_code.txt", page)
        return send_mail(_("A voting code was handed out for you"), body, None, [person.email])
