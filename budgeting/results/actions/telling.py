"""Mail about results, sent by the background worker."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from budgeting.results.objections import Objection


@task()
def tell_of_answer(objection_pk: int) -> int:
    """Tell who objected how it was answered. Returns mails sent."""
    found = Objection.objects.select_related("made_by", "result__round__process")
    objection = found.get(pk=objection_pk)
    person = objection.made_by
    if person is None or not person.is_active:
        return 0
    address = settings.BASE_URL + reverse("result", args=[objection.result.round.process.slug])
    with translation.override(person.language or settings.LANGUAGE_CODE):
        page = {"person": person, "objection": objection, "address": address}
        body = render_to_string("budgeting/mail/objection_answered.txt", page)
        return send_mail(_("Your objection is answered"), body, None, [person.email])
