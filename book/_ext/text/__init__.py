"""原稿を読む。日本語の組み方、折りたたみ、アンカー、用語、数式、コードの引用。"""

from __future__ import annotations

from sphinx.application import Sphinx

MEMBERS = (
    "anchors",
    "folds",
    "glossary",
    "japanese",
    "mathml",
    "mentions",
    "numbering",
    "predictions",
    "snapshots",
    "step_diff",
    "terms",
    "api_reference",
)


def setup(app: Sphinx) -> None:
    for member in MEMBERS:
        app.setup_extension(f"{__name__}.{member}")
