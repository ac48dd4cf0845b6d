"""Two officers report on one project at the same moment."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from budgeting.delivery.actions import post_delivery_update
from budgeting.models import DeliveryUpdate
from tests.factories.delivery import certified_round
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_reports_at_once_never_make_the_spent_money_fall(carol):
    project = certified_round().projects.get(number=1)

    def report(spent):
        try:
            words = {"happened_on": date(2026, 11, 2), "stage": "building", "text": "Dug."}
            post_delivery_update(actor=carol, project=project, spent=spent, **words)
        except ValidationError:
            return "refused"
        return "in"

    answers = race(report, [9_000, 1_000, 8_000, 2_000, 7_000, 3_000])

    written = list(DeliveryUpdate.objects.order_by("pk").values_list("spent", flat=True))
    assert written == sorted(written)
    assert len(written) == answers.count("in")
