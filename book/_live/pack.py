"""PyodideのPythonの中で動き、標準ライブラリ、NumPy、pytestの包みを書く。

ソースからのコンパイルは起動の時間の大半を占めるので、.pycにして運ぶ。
読者のエラーの表示に行が現れる ``dezero_book`` は、本を作るときにソースのまま包む。
"""

import ast
import importlib.util
import json
import marshal
import re
import zipfile
from pathlib import Path

HOST = Path("/host")
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
# NumPyのうち、この本のコードからは使われないもの。
NUMPY_UNUSED = (
    "/tests/", "numpy/f2py/", "numpy/_pyinstaller/", "numpy/doc/",
    "numpy/distutils/", "numpy/_core/include/", "numpy/_core/lib/", "numpy/random/lib/",
    "numpy/testing/", "numpy/compat/",
)  # fmt: skip


def compiled(source: bytes, name: str, *, docstrings: bool = True) -> bytes:
    """``name`` のソースの.pyc。中身のハッシュを持ち、日付を持たないので、いつも同じになる。"""
    tree = ast.parse(source)
    if not docstrings:
        blank_docstrings(tree)
    code = compile(tree, name, "exec", dont_inherit=True)
    # ハッシュを確かめない種類の.pyc（PEP 552）。
    flags = (1).to_bytes(4, "little")
    return (
        importlib.util.MAGIC_NUMBER
        + flags
        + importlib.util.source_hash(source)
        + marshal.dumps(code)
    )


def blank_docstrings(tree: ast.AST) -> None:
    """docstringを空にする。消してしまうと、NumPyはimportできない。"""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
            and ast.get_docstring(node, clean=False) is not None
        ):
            node.body[0].value.value = ""


def write_standard_library() -> None:
    modules = json.loads((HOST / "here/stdlib_modules.json").read_text())
    source = zipfile.ZipFile(HOST / "runtime/python_stdlib.zip")
    # 圧縮は配るサーバーに任せる。二重に縮めると、かえって大きくなる。
    with zipfile.ZipFile(HOST / "target/python_stdlib.zip", "w") as target:
        for name in sorted(modules["compiled"] + modules["source"]):
            data = source.read(name)
            if name in modules["compiled"]:
                data = compiled(data, f"/lib/python312.zip/{name}")
                name += "c"
            target.writestr(zipfile.ZipInfo(name, FIXED_DATE), data)


def write_pack(name: str, files: dict[str, bytes]) -> None:
    """[見出しの長さ4バイト][見出しのJSON：名前と大きさ][中身…]"""
    listing = json.dumps([[path, len(data)] for path, data in files.items()]).encode()
    body = b"".join(files.values())
    (HOST / "target" / name).write_bytes(
        len(listing).to_bytes(4, "little") + listing + body
    )


def numpy_files() -> dict[str, bytes]:
    files = {}
    wheel = zipfile.ZipFile(HOST / "wheel" / wheel_name)  # noqa: F821
    for name in sorted(wheel.namelist()):
        if any(part in f"/{name}" for part in NUMPY_UNUSED):
            continue
        if name.endswith(".py"):
            place = f"/lib/python3.12/site-packages/{name}"
            files[f"{name}c"] = compiled(wheel.read(name), place, docstrings=False)
        elif name.endswith(".so"):
            files[name] = wheel.read(name)
    return files


def python_files(folder: Path) -> dict[str, bytes]:
    files = {}
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder.parent).as_posix()
        place = f"/lib/python3.12/site-packages/{name}"
        files[f"{name}c"] = compiled(path.read_bytes(), place)
    return files


def pytest_files() -> dict[str, bytes]:
    """pytestと、それが使うパッケージ。色付けのpygmentsは、Pythonのコードに要るものだけ。"""
    packages = HOST / "sitePackages"
    files = {}
    for name in ("_pytest", "pytest", "pluggy", "iniconfig", "packaging", "pygments"):
        files |= python_files(packages / name)
    files["py.py"] = (packages / "py.py").read_bytes()
    lexers = re.compile(
        r"pygments/(styles|lexers|formatters)/(?!(__init__|_mapping|python|diff|terminal|default)\.)"
    )
    return {name: data for name, data in files.items() if not lexers.match(name)}


write_standard_library()
write_pack("numpy.pack", numpy_files())
write_pack("pytest.pack", pytest_files())
