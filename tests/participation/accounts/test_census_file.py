"""The register file: what is wrong is named by line and column, and then nothing is imported."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.accounts.actions import upload_census
from participation.models import AuditEvent, CensusEntry, CensusUpload

pytestmark = pytest.mark.django_db
HEADING = "name,date of birth,postcode,ward\n"
GOOD = "Nell Quick,1980-12-31,HB1 2AB,Harbour ward\n"


def upload(actor, text: str | bytes) -> CensusUpload:
    return upload_census(actor=actor, file=BytesIO(text.encode() if isinstance(text, str) else text))


def test_upload_replaces_the_register_before(carol, harbour):
    upload(carol, HEADING + GOOD)

    second = upload(carol, HEADING + GOOD + "Ann Other,1/2/1990,HB1 2AC,harbour ward\n")

    assert CensusEntry.objects.filter(upload=second).count() == CensusEntry.objects.count() == 2
    assert second.rows == 2
    event = AuditEvent.objects.filter(verb="upload_census").last()
    assert (event.actor_id, event.facts) == (carol.pk, {"rows": 2})


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADING + GOOD,
        (HEADING + GOOD).replace("\n", "\r\n"),
        (HEADING + GOOD).replace(",", ";"),
        "Ward,id,Postcode,Date of birth,NAME\nHarbour ward,7,HB1 2AB,31.12.1980,Nell Quick\n\n",
    ],
    ids=["byte order mark", "line ends of Windows", "semicolons", "other order and blank line"],
)
def test_upload_reads_files_as_offices_save_them(text, carol, harbour):
    assert upload(carol, text).rows == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Line 1: the heading has no column “name”"),
        ("name,postcode,ward\n", "Line 1: the heading has no column “date of birth”"),
        (HEADING, "no people"),
        (HEADING + GOOD + ",1980-12-31,HB1 2AB,Harbour ward\n", "Line 3, column “name”"),
        (HEADING + GOOD + "Ann,1980-02-30,HB1 2AB,Harbour ward\n", "Line 3, column “date of birth”"),
        (HEADING + GOOD + "Ann,12/31/1980,HB1 2AB,Harbour ward\n", "Line 3, column “date of birth”"),
        (HEADING + GOOD + "Ann,2999-01-01,HB1 2AB,Harbour ward\n", "Line 3, column “date of birth”"),
        (HEADING + GOOD + "Ann,1980-12-31, ,Harbour ward\n", "Line 3, column “postcode”"),
        (HEADING + GOOD + "Ann,1980-12-31,HB1 2AB,Moon\n", "Line 3, column “ward”: “Moon” is not a ward"),
        (HEADING + GOOD + "Ann,1980-12-31\n", "Line 3, column “postcode”"),
        (HEADING + GOOD + GOOD, "Line 3, column “name”: the same person is on line 2"),
        (HEADING + GOOD + '"Ann,1980-12-31,HB1 2AB,Harbour ward\n', "Line 3 cannot be read as CSV"),
        ((HEADING + GOOD).encode() + b"Ren\xe9,1980-12-31,HB1 2AB,Harbour ward\n", "Line 3 is not UTF-8"),
        (HEADING.encode() + b"\x00\x01\x02", "Line 2"),
    ],
)
def test_upload_of_a_bad_file_names_the_fault_and_imports_nothing(text, fault, carol, harbour):
    upload(carol, HEADING + "Old Entry,1970-01-01,HB1 2AB,Harbour ward\n")
    before = list(CensusEntry.objects.values_list("key"))

    with pytest.raises(ValidationError) as refused:
        upload(carol, text)

    assert any(fault in message for message in refused.value.messages), refused.value.messages
    assert list(CensusEntry.objects.values_list("key")) == before
    assert AuditEvent.objects.filter(verb="upload_census").count() == 1


def test_upload_with_many_faults_names_the_first_twenty(carol, harbour):
    with pytest.raises(ValidationError) as refused:
        upload(carol, HEADING + ",,,\nx,y,z,w\n" * 100)

    assert len(refused.value.messages) == 21


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_upload_is_for_officers_alone(who, request, harbour):
    with pytest.raises(PermissionDenied):
        upload(request.getfixturevalue(who), HEADING + GOOD)


def test_upload_without_second_factor_is_refused(carol, harbour):
    carol.second_factor = False

    with pytest.raises(PermissionDenied):
        upload(carol, HEADING + GOOD)
