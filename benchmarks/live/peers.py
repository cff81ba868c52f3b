"""比べる相手のサイトを、1つのフォルダに用意する。

相手が読むものも、すべてこのサイトから配る。
``ssl``、``openssl``、``sqlite3`` のwheelは、pipとnpmの配布元にないので、名前だけの包みで代える。
その分だけ、thebe-liteに有利になる。
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = {
    "thebe@0.9.3": "sha512-Rb/7kVhtlffXra3kIe7OuIGE7awsm2/fGWxw21DiNfnWLnUQiDl9AWqYdshPwZPG/5DzLpsJRPix2xtCPtJmQQ==",
    "thebe-lite@0.5.0": "sha512-o+HhDbd/9cfYgCBdQ6BqJ5De+9JJobV5hUM/pPXTb5/1JlKILQcWUuRdhfIdYVCPUSBCMAbU3UwjkeRDJrG1HA==",
}
# IPythonは、履歴を残さないときも、sqlite3のこの名前だけは求める。
ABSENT = {
    "openssl": "",
    "ssl": "",
    "sqlite3": "class DatabaseError(Exception): pass\nOperationalError = DatabaseError\nclass Connection: pass\n",
}


def prepare_peers(folder: Path, pyodide: Path, numpy: Path, code: str) -> None:
    """``folder`` に、``stock/`` と ``thebe/`` の2つのサイトを作る。"""
    stock, thebe = folder / "stock", folder / "thebe"
    for site in stock, thebe:
        shutil.copytree(pyodide, site / "pyodide")
        shutil.copy(numpy, site / "pyodide")
        page = (HERE / f"{site.name}.html").read_text(encoding="utf-8")
        page = page.replace('id="code">', f'id="code">{code}')
        (site / "index.html").write_text(page, encoding="utf-8")
    shutil.copy(HERE / "stock_worker.js", stock)
    shutil.move(_unpack("thebe@0.9.3", folder) / "lib", thebe / "thebe")
    shutil.move(_unpack("thebe-lite@0.5.0", folder) / "dist/lib", thebe / "thebe-lite")
    _add_wheels(thebe / "pyodide")


def _unpack(package: str, folder: Path) -> Path:
    command = ["npm", "pack", package, "--json", "--pack-destination", str(folder)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    (packed,) = json.loads(answer.stdout)
    if packed["integrity"] != PACKAGES[package]:
        raise ValueError(f"{package}の中身が、固定したものと異なります。")
    with tarfile.open(folder / packed["filename"]) as archive:
        archive.extractall(folder / package, filter="data")
    return folder / package / "package"


def _add_wheels(folder: Path) -> None:
    """カーネルが読み込むwheelを加え、``pyodide-lock.json`` をそれに合わせる。"""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--only-binary", ":all:"]
    command += ["--python-version", "3.12", "--dest", str(folder)]
    subprocess.run([*command, "-r", str(HERE / "wheels.txt")], check=True)
    lock_file = folder / "pyodide-lock.json"
    lock = json.loads(lock_file.read_text(encoding="utf-8"))
    packages = lock["packages"]
    # Pyodideの配布にはなく、カーネルが名指すもの。
    packages["comm"] = packages["six"] | {
        "name": "comm",
        "imports": ["comm"],
        "depends": ["traitlets"],
    }
    for name, source in ABSENT.items():
        _write_stand_in(folder / packages[name]["file_name"], name, source)
    present = {_normalized(path.name.split("-")[0]): path for path in _wheels(folder)}
    for name, package in packages.items():
        path = present.get(_normalized(name))
        if path is not None:
            package["file_name"] = path.name
            package["version"] = path.name.split("-")[1]
            package["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    lock_file.write_text(json.dumps(lock), encoding="utf-8")


def _wheels(folder: Path) -> list[Path]:
    return [*folder.glob("*.whl"), *folder.glob("openssl*.zip")]


def _normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _write_stand_in(path: Path, name: str, source: str) -> None:
    with zipfile.ZipFile(path, "w") as wheel:
        if path.suffix == ".whl":
            wheel.writestr(f"{name}.py", source)
            info = f"{name}-1.0.0.dist-info"
            wheel.writestr(f"{info}/METADATA", f"Name: {name}\nVersion: 1.0.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
