"""Pythonのソースの定義を、docstring・型注釈・コメントを除いて比べられる形にする。"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping


def definitions(
    trees: Iterable[ast.Module], imported: Mapping[str, str] | None = None
) -> dict[str, str]:
    """モジュールの直下で定義された名前と、その最後の定義。

    ``Variable.backward = backward`` は、クラスのメソッドを関数に置き換えた定義になる。
    置き換えるクラスは、前に定義したものか、``imported`` にあるもの。
    """
    found: dict[str, str] = {}
    for tree in trees:
        for node in tree.body:
            plain = _Plain().visit(node)
            match plain:
                case ast.Assign([ast.Attribute(ast.Name(owner), method)], ast.Name(f)):
                    known = {**(imported or {}), **found}
                    found[owner] = _with_method(known[owner], method, known[f])
            for name in _names(plain):
                found[name] = ast.unparse(plain)
    return found


def _with_method(class_source: str, method: str, function_source: str) -> str:
    """クラスの定義の ``method`` を、関数の定義に置き換える。"""
    tree, function = ast.parse(class_source), ast.parse(function_source).body[0]
    function.name = method
    [cls] = tree.body
    names = [getattr(node, "name", None) for node in cls.body]
    cls.body[names.index(method)] = function
    return ast.unparse(tree)


def _names(node: ast.AST | None) -> list[str]:
    if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


class _Plain(ast.NodeTransformer):
    """docstringと型注釈を取り除く。"""

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        self.generic_visit(node)
        node.body = _without_docstring(node.body)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.body = _without_docstring(node.body)
        node.returns = None
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.Assign | None:
        self.generic_visit(node)
        if node.value is None:
            return None
        return ast.copy_location(
            ast.Assign(targets=[node.target], value=node.value), node
        )


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        body = body[1:]
    return body or [ast.Pass()]
