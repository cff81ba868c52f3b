"""``pip install .`` が入れるもの。今あるファイルだけが入り、フォルダには何も残らない。"""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import dezero_book

ROOT = Path(dezero_book.__file__).parents[1]
BUILD = (
    "from flit_core.buildapi import build_wheel; import sys; build_wheel(sys.argv[1])"
)


@pytest.fixture
def checkout(tmp_path):
    """パッケージと、その説明の写し。"""
    folder = tmp_path / "checkout"
    shutil.copytree(
        ROOT / "dezero_book",
        folder / "dezero_book",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    return folder


def build(checkout):
    wheels = checkout.parent / "wheels"
    wheels.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-c", BUILD, str(wheels)], cwd=checkout, check=True)
    (wheel,) = wheels.iterdir()
    return wheel


def files_of(folder):
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_file_of_the_package_is_installed(checkout):
    installed = set(zipfile.ZipFile(build(checkout)).namelist())
    package = {f"dezero_book/{name}" for name in files_of(checkout / "dezero_book")}
    assert {name for name in installed if ".dist-info/" not in name} == package
    assert "dezero_book/py.typed" in installed


def test_the_installed_version_is_that_of_the_package(checkout):
    assert build(checkout).name.split("-")[1] == dezero_book.__version__


def test_building_leaves_nothing_in_the_folder(checkout):
    before = files_of(checkout)
    build(checkout)
    assert files_of(checkout) == before


def test_a_deleted_module_is_not_installed_again(checkout):
    build(checkout)
    (checkout / "dezero_book" / "functions.py").unlink()
    assert "dezero_book/functions.py" not in zipfile.ZipFile(build(checkout)).namelist()
