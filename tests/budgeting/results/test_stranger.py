"""A stranger with the counting package and no Django recounts the bundle; one altered byte is refused."""

import zipfile
from io import BytesIO

import pytest

from tests.stranger import package_alone, recounted

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle(published, client, tmp_path):
    """The bundle as anyone downloads it, in an empty folder."""
    folder = tmp_path / "empty"
    response = client.get(f"/rounds/{published.round.process.slug}/result/1/all.zip")
    zipfile.ZipFile(BytesIO(response.content)).extractall(folder)
    return folder


@pytest.fixture
def package(tmp_path):
    return package_alone(tmp_path / "package")


def test_stranger_without_django_gets_the_result_byte_for_byte(bundle, package):
    told = recounted(bundle, package)
    assert told.returncode == 0, told.stderr
    assert "byte for byte" in told.stdout


def test_one_altered_byte_of_any_file_is_refused_with_the_reason(bundle, package):
    names = [path.name for path in bundle.iterdir() if path.suffix in (".pb", ".json")]
    assert {"manifest.json", "result.json"} <= set(names)
    assert any(name.endswith(".pb") for name in names)
    for name in names:
        path, whole = bundle / name, (bundle / name).read_bytes()
        at = whole.index(b"1")
        path.write_bytes(whole[:at] + b"2" + whole[at + 1 :])
        told = recounted(bundle, package)
        path.write_bytes(whole)
        assert told.returncode == 1, name
        assert told.stderr.startswith("The recount failed. "), name
        assert "Traceback" not in told.stderr
        if name != "manifest.json":
            assert name in told.stderr
    assert recounted(bundle, package).returncode == 0


def test_a_missing_file_is_refused_by_its_name(bundle, package):
    [pot] = bundle.glob("*.pb")
    pot.unlink()
    told = recounted(bundle, package)
    assert told.returncode == 1
    assert pot.name in told.stderr
