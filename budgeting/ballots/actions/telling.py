"""Mail about ballots, sent by the background worker."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from budgeting.ballots.annulments import Annulment


@task()
def tell_of_annulment(annulment_pk: int) -> int:
    """Tell a person with an account that their ballot was annulled, why, and how to appeal. Mails sent."""
    found = Annulment.objects.select_related("identity__user", "round__process", "round__phase")
    annulment = found.filter(pk=annulment_pk).first()
    person = annulment.identity.user if annulment else None
    if annulment is None or person is None:
        return 0
    address = settings.BASE_URL + reverse("ballot", args=[annulment.round.process.slug])
    with translation.override(person.language or settings.LANGUAGE_CODE):
        page = {"person": person, "annulment": annulment, "address": address}
        body = render_to_string("budgeting/mail/annulled.txt", page)
        return send_mail(_("Your ballot was annulled"), body, None, [person.email])
