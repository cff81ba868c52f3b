"""Pythonのソースの定義を、docstring・型注釈・コメントを除いて比べられる形にする。"""

from __future__ import annotations

import ast
from collections.abc import Iterable


def definitions(trees: Iterable[ast.Module]) -> dict[str, str]:
    """モジュールの直下で定義された名前と、その最後の定義。"""
    found = {}
    for tree in trees:
        for node in tree.body:
            plain = _Plain().visit(node)
            for name in _names(plain):
                found[name] = ast.unparse(plain)
    return found


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
