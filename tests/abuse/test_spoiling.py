"""What the spoiled town of the journeys writes over: all that people write, and nothing of the site's own."""

from django.apps import apps

from tests.journeys.spoiling import FLOORS, JSON, OF_PEOPLE, OWN_MODELS, OWN_WORDS, structured, written


def names() -> set[str]:
    return {f"{field.model.__name__}.{field.name}" for field in written()}


def test_words_of_people_are_written_over_in_every_kind_of_thing():
    told = {
        "Proposal.what",
        "Comment.text",
        "Campaign.story",
        "Page.title",
        "User.display_name",
        "Report.note",
    }
    assert told | OF_PEOPLE <= names()
    assert len(names()) > 90
    assert {"StandardPage", "ProposalDraft", "Campaign"} <= {field.model.__name__ for field in structured()}


def test_what_is_named_as_the_sites_own_is_still_there():
    ours = [model for model in apps.get_models() if model._meta.app_label in FLOORS]
    fields = {(model.__name__, field.name) for model in ours for field in model._meta.concrete_fields}
    assert {model.__name__ for model in ours} >= OWN_MODELS
    assert {name for _model, name in fields} >= OWN_WORDS
    assert {tuple(name.split(".")) for name in JSON | OF_PEOPLE} <= fields
