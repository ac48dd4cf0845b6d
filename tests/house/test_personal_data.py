"""Whatever the database ties to a person is in the copy that they can fetch, or a reason says why not."""

from django.apps import apps
from django.contrib.auth import get_user_model

from participation.kinds import personal, registry
from participation.models import Identity

STAFF_ACT = "an act of staff for the council, kept with its own public or audited record"
OFFICE = "what an editor of the council's pages does in the back office, not as a resident"
NOT_EXPORTED = {
    "participation.User_user_permissions": "unused: powers come from roles alone",
    "participation.CensusUpload": STAFF_ACT,
    "participation.Claim": STAFF_ACT,
    "participation.Duty": STAFF_ACT,
    "participation.EvidenceAct": STAFF_ACT,
    "participation.IdleWarning": "that an account was not used for long; it goes with the next log-in",
    "participation.PhaseExtension": STAFF_ACT,
    "participation.PollExtension": STAFF_ACT,
    "participation.OfficialAnswer": STAFF_ACT,
    "participation.Milestone": STAFF_ACT,
    "participation.Support": "in the export of proposals",
    "participation.Vote": "in the export of polls",
    "budgeting.Campaign_connected": "in the export of campaigns",
    "budgeting.Pledge": "in the export of campaigns",
    "budgeting.PollBookEntry": "in the export of rounds",
    "budgeting.AreaOfficer": STAFF_ACT,
    "budgeting.InternalNote": STAFF_ACT,
    "budgeting.SealApproval": STAFF_ACT,
    "budgeting.PaperEntry": STAFF_ACT,
    "budgeting.PaperExplanation": STAFF_ACT,
    "budgeting.PaperPart": STAFF_ACT,
    "budgeting.Certification": STAFF_ACT,
    "budgeting.CodeBatch": STAFF_ACT,
    "budgeting.Elector": "nobody with an account has one: it belongs to a code or declaration of its own",
    "budgeting.Consent": STAFF_ACT,
    "budgeting.CountRun": STAFF_ACT,
    "budgeting.BankLine": STAFF_ACT,
    "budgeting.BankStatement": STAFF_ACT,
    "budgeting.Difference": STAFF_ACT,
    "budgeting.MoneyAct": STAFF_ACT,
    "budgeting.MoneyRequest": STAFF_ACT,
    "budgeting.Transfer": STAFF_ACT,
}
OF_THE_OFFICE = ("cms", "wagtailusers", "wagtaildocs", "wagtailimages", "wagtailadmin", "wagtailcore")


def tied_to_people() -> set[str]:
    """Labels of all models with a foreign key to a User or an Identity."""
    people = (get_user_model(), Identity)
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model in people
    }


def exported() -> set[str]:
    covered = {label for holding in personal.all_holdings() for label in holding.covers}
    return covered | {kind.model._meta.label for kind in registry.all_kinds() if kind.export}


def unexplained(tied: set[str]) -> set[str]:
    ours = {label for label in tied if label.split(".")[0] not in OF_THE_OFFICE}
    return ours - exported() - set(NOT_EXPORTED)


def test_every_kind_of_a_person_can_be_exported():
    tied = tied_to_people()
    without = [
        kind.key for kind in registry.all_kinds() if kind.model._meta.label in tied and not kind.export
    ]
    assert without == []


def test_everything_tied_to_a_person_is_exported_or_explained():
    assert unexplained(tied_to_people()) == set()


def test_what_is_named_as_not_exported_is_still_tied_to_people():
    assert set(NOT_EXPORTED) <= tied_to_people()


def test_something_forgotten_is_found():
    assert unexplained({"participation.Wish"}) == {"participation.Wish"}
