"""Every model that a slice defines is registered by its floor."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("participation", "budgeting", "cms")


def model_classes(file: Path) -> set[str]:
    """Names of the concrete model classes written in a file, found without importing it."""
    classes = [node for node in ast.parse(file.read_text()).body if isinstance(node, ast.ClassDef)]
    known = {"Model", "Page", "Moderated", "BaseSiteSetting", "BaseGenericSetting", "AbstractBaseUser"}
    return {
        node.name
        for node in classes
        if known & {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases} and not _is_abstract(node)
    }


def _is_abstract(node: ast.ClassDef) -> bool:
    return "abstract = True" in ast.unparse(node)


def unregistered(floor: Path) -> set[str]:
    registered = {model.__name__ for model in apps.get_app_config(floor.name).get_models()}
    files = (file for file in floor.rglob("*.py") if "migrations" not in file.parts)
    return set().union(*(model_classes(file) for file in files)) - registered


@pytest.mark.parametrize("floor", FLOORS)
def test_every_model_of_a_slice_is_registered(floor):
    assert unregistered(ROOT / floor) == set()


def test_unregistered_model_is_seen(tmp_path):
    slice_folder = tmp_path / "budgeting" / "prizes"
    slice_folder.mkdir(parents=True)
    (slice_folder / "models.py").write_text("class Prize(models.Model):\n    pass\n")

    assert unregistered(tmp_path / "budgeting") == {"Prize"}
