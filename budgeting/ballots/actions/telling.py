"""Mail about ballots, sent by the background worker."""

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from budgeting.ballots.annulments import Annulment
from budgeting.ballots.changes import change_words
from budgeting.ballots.holders import ballot_holders
from budgeting.rounds.project_changes import ProjectChange
from participation.accounts.models import User


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


@task()
def tell_of_project_change(change_pk: int) -> int:
    """One mail to everyone who voted or has a draft, and has an account: nobody looks who chose it."""
    change = _change(change_pk)
    people = list(ballot_holders(change.project.round).values_list("pk", flat=True))
    with transaction.atomic():
        for pk in people:
            transaction.on_commit(partial(mail_project_change.enqueue, change.pk, pk))
    return len(people)


@task()
def mail_project_change(change_pk: int, user_pk: int) -> int:
    """One person's mail about a project that was withdrawn or costed anew. Returns mails sent."""
    change, person = _change(change_pk), User.objects.filter(pk=user_pk, is_active=True).first()
    if person is None:
        return 0
    round = change.project.round
    with translation.override(person.language or settings.LANGUAGE_CODE):
        address = settings.BASE_URL + reverse("ballot", args=[round.process.slug])
        page = {"person": person, "change": change, "words": change_words(change), "round": round}
        body = render_to_string("budgeting/mail/project_changed.txt", page | {"address": address})
        return send_mail(_("A project on the ballot changed"), body, None, [person.email])


def _change(pk: int) -> ProjectChange:
    found = ProjectChange.objects.select_related("project__round__process", "project__round__phase")
    return found.get(pk=pk)
