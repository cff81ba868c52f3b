"""検索が、言葉を含むすべてのページを見つけ、含まないページを挙げない。

正しい答えは、索引ではなく、ブラウザが画面に出す文字から決める。
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, expect

import dezero_book
from tests.browser.axe import violations
from tests.browser.conftest import PAGES, ROOT
from tests.browser.listening import Listener

TERMS = yaml.safe_load((ROOT / "book" / "terms.yml").read_text(encoding="utf-8"))
MIXED = [
    "np.exp",
    "np.float64",
    "Squareクラス",
    "Variable(np.array(0.5))",
    "x**2",
    "__call__",
    "dezero_book.exp",
]
ABSENT = ["量子力学", "ζ関数", "numerical_difference", "逆伝搬", "連鎖率"]

# 数式は、ブラウザのinnerTextでは1文字ごとに改行されるので、続いた1つの言葉として読む。
VISIBLE_TEXT = r"""() => {
  const article = document.querySelector('article');
  for (const details of article.querySelectorAll('details')) details.open = true;
  for (const annotation of article.querySelectorAll('annotation')) annotation.remove();
  const wrap = (part) => /[-+\u2212]/.test(part.textContent) ? `(${part.textContent})` : part.textContent;
  for (const fraction of [...article.querySelectorAll('mfrac')].reverse())
    fraction.replaceWith(fraction.children.length === 2 ? wrap(fraction.children[0]) + '/' + wrap(fraction.children[1]) : '');
  for (const math of article.querySelectorAll('math')) math.replaceWith(math.textContent);
  return article.innerText;
}"""
# 画面を組まずに、検索の本体だけに尋ねる。
ANSWER = """async (queries) => {
  const script = document.createElement('script');
  script.src = document.documentElement.dataset.content_root + '_static/search_index.js';
  await new Promise((done) => {
    script.onload = done;
    document.head.append(script);
  });
  const engine = new bookSearch.Engine(bookSearchIndex);
  return queries.map((query) => [...new Set(engine.find(query).hits.map((hit) => hit.section.page))]);
}"""


def fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    return text.replace("\u2212", "-").replace("\u301c", "~").replace("ー", "")


def half_width(text: str) -> str:
    """片仮名を半角にする。"""
    table = {}
    for code in range(0xFF61, 0xFFA0):
        for mark in ("", "\uff9e", "\uff9f"):
            whole = unicodedata.normalize("NFKC", chr(code) + mark)
            if len(whole) == 1:
                table[whole] = chr(code) + mark
    return "".join(table.get(char, char) for char in text)


def full_width(text: str) -> str:
    return "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text
    )


@pytest.fixture(scope="module")
def texts(browser, site: Path) -> dict[str, str]:
    """ページごとの、JavaScriptなしで見える文字。"""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    result = {}
    for name in PAGES:
        page.goto((site / name).as_uri())
        result[name] = re.sub("[\u2061-\u2064]", "", page.evaluate(VISIBLE_TEXT))
    context.close()
    return result


def queries(texts: dict[str, str]) -> Iterator[str]:
    for term in TERMS:
        names = [
            term["term"],
            term["reading"],
            term["english"],
            *term.get("synonyms", []),
        ]
        yield from names
        yield from {half_width(term["term"]), full_width(term["english"])} - set(names)
        yield term["english"].upper()
        yield from term.get("avoid", [])
    for name in [*dezero_book.__all__, *MIXED, *ABSENT]:
        yield from [name, name.upper(), full_width(name)]
    random_ = random.Random(20261124)
    words = {name: text.split() for name, text in texts.items()}
    for page in list(words) * 20:
        word = random_.choice(words[page])
        start = random_.randrange(len(word))
        yield word[start : start + random_.randint(1, 12)]
    for page in list(words) * 6:
        yield random_.choice(random_.choice(words[page]))
        other = random_.choice(list(words))
        pair = [random_.choice(words[page]), random_.choice(words[other])]
        yield random_.choice([" ", "\u3000"]).join(
            word[: random_.randint(2, 6)] for word in pair
        )


def truth(texts: dict[str, str], query: str) -> set[str]:
    words = fold(query).split()
    return {name for name, text in texts.items() if all(word in text for word in words)}


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator(".search-status")).to_contain_text("空白で区切ると")


def type_query(page: Page, query: str) -> None:
    page.locator(".search-input").fill(query)


def test_every_page_that_contains_the_words_is_found_and_no_other(page: Page, texts):
    folded = {name: fold(text) for name, text in texts.items()}
    asked = sorted({query for query in queries(texts) if fold(query).strip()})
    page.goto(PAGES[1])
    open_search(page)
    right = wrong = 0
    missed = []
    for query, pages in zip(asked, page.evaluate(ANSWER, asked)):
        found = set(pages)
        expected = truth(folded, query)
        right += len(found & expected)
        wrong += len(found - expected)
        missed += [(query, name) for name in expected - found]
    print(
        f"問い{len(asked)}、正しい組{right}、余計な組{wrong}、取りこぼし{len(missed)}"
    )
    assert len(asked) > 500
    assert missed == []
    assert right / (right + wrong) >= 0.98


@pytest.fixture(params=["http", "file"])
def chapter(
    request, new_context: Callable[..., BrowserContext], site: Path
) -> Iterator[Page]:
    """章のページ。厳しいContent-Security-Policyの付いたHTTPと、ディスクの両方で開く。"""
    page = new_context().new_page()
    listener = Listener(page)
    page.goto(PAGES[1] if request.param == "http" else (site / PAGES[1]).as_uri())
    yield page
    assert listener.complaints == []


def test_result_jumps_to_the_section_with_the_words_marked(chapter: Page):
    open_search(chapter)
    type_query(chapter, "ｓｑｕａｒｅクラス")
    first = chapter.locator(".search-results a").first
    expect(first.locator("mark").first).to_have_text("Squareクラス")
    assert first.locator(".search-where").inner_text().startswith("ステップ2")
    chapter.keyboard.press("Enter")
    chapter.wait_for_url("**/step02.html#*")
    target = chapter.locator("article :target")
    expect(target.locator("h2, h3").first).to_be_in_viewport()
    assert "Squareクラス" in target.inner_text()
    assert (
        chapter.evaluate("[...CSS.highlights.get('search')][0].toString()")
        == "Squareクラス"
    )


def test_result_on_the_same_page_opens_the_fold(chapter: Page):
    fold_ = chapter.locator("article details.fold-answer").first
    fold_.evaluate("(fold) => { fold.open = true; }")
    words = max(fold_.inner_text().split(), key=len)[:16]
    fold_.evaluate("(fold) => { fold.open = false; }")
    open_search(chapter)
    type_query(chapter, words)
    anchor = fold_.get_attribute("id")
    chapter.locator(f".search-results a[href$='/step01.html#{anchor}']").click()
    expect(chapter.locator("dialog.search")).to_be_hidden()
    expect(fold_).to_have_attribute("open", "")
    expect(fold_.locator("summary")).to_be_in_viewport()


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_keys_open_and_close_it_and_focus_returns(page: Page, key: str):
    page.goto(PAGES[1])
    link = page.locator(".site-title")
    link.focus()
    page.keyboard.press(key)
    expect(page.locator(".search-input")).to_be_focused()
    page.keyboard.type("np.exp/k")
    assert page.locator(".search-input").input_value() == "np.exp/k"
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(link).to_be_focused()


def test_button_opens_it_and_focus_returns(phone: Page):
    phone.goto(PAGES[1])
    phone.click("[data-search-open]")
    expect(phone.locator(".search-input")).to_be_focused()
    phone.get_by_role("button", name="閉じる").click()
    expect(phone.locator("[data-search-open]")).to_be_focused()


def test_arrow_keys_move_through_the_results(page: Page):
    page.goto(PAGES[1])
    open_search(page)
    type_query(page, "変数")
    links = page.locator(".search-results a")
    expect(links).to_have_count(20)
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".search-input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")
    expect(page.locator(".search-input")).to_have_value("変数x")


def test_more_results_continue_where_the_list_ended(page: Page):
    page.goto(PAGES[1])
    open_search(page)
    type_query(page, "変数")
    links = page.locator(".search-results a")
    expect(links).to_have_count(20)
    for _ in range(21):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".search-more")).to_be_focused()
    page.keyboard.press("Enter")
    expect(links).to_have_count(40)
    expect(links.nth(20)).to_be_focused()
    found = re.search(r"の(\d+)か所", page.locator(".search-status").inner_text())
    assert found
    while page.locator(".search-more").is_visible():
        page.locator(".search-more").click()
    expect(links).to_have_count(int(found[1]))


def test_number_of_results_is_announced(page: Page):
    page.goto(PAGES[1])
    open_search(page)
    status = page.locator(".search-status")
    type_query(page, "連鎖律")
    expect(status).to_have_text(re.compile(r"^\d+ページの\d+か所に見つかりました。"))
    type_query(page, "量子力学")
    expect(status).to_contain_text("「量子力学」を含むページはありません。")
    expect(page.locator(".search-results a")).to_have_count(0)
    type_query(page, "　")
    expect(status).to_contain_text("空白で区切ると")


def test_definition_comes_first(page: Page):
    page.goto(PAGES[1])
    open_search(page)
    for term in TERMS:
        type_query(page, term["term"])
        headings = page.locator(".search-results li:nth-child(-n + 3) .search-heading")
        expect(
            headings.filter(has_text=re.compile(f"^{re.escape(term['term'])}$")).first
        ).to_be_visible()
    type_query(page, "numerical_diff")
    expect(
        page.locator(".search-results a[href$='api.html#dezero_book.numerical_diff']")
    ).to_be_visible()


@pytest.mark.parametrize(
    "name", ["逆伝搬", "ぎゃくでんぱ", "Backward  Propagation", "ﾊﾞｯｸﾌﾟﾛﾊﾟｹﾞｰｼｮﾝ"]
)
def test_other_names_lead_to_the_term_of_the_book(page: Page, name: str):
    page.goto(PAGES[1])
    open_search(page)
    type_query(page, name)
    page.locator(".search-suggestion").click()
    expect(page.locator(".search-input")).to_have_value("逆伝播")
    expect(page.locator(".search-input")).to_be_focused()
    expect(page.locator(".search-results mark").first).to_have_text("逆伝播")


@pytest.mark.parametrize("query", ["コンピューター", "ﾒﾓﾘｰ", "パラメーター"])
def test_long_vowel_at_the_end_makes_no_difference(page: Page, texts, query: str):
    page.goto(PAGES[1])
    open_search(page)
    type_query(page, query)
    short = unicodedata.normalize("NFKC", query).removesuffix("ー")
    assert any(short in text for text in texts.values())
    expect(page.locator(".search-results mark").first).to_have_text(
        re.compile(f"^{short}ー?$")
    )


def test_code_in_an_excerpt_is_set_apart(page: Page):
    page.goto(PAGES[1])
    open_search(page)
    type_query(page, "raise NotImplementedError")
    code = page.locator(".search-excerpt code").filter(has_text="NotImplementedError")
    expect(code.first).to_be_visible()
    type_query(page, "順伝播を")
    assert page.locator(".search-excerpt").first.locator("> mark").count() > 0


def test_unfinished_kana_is_not_searched(page: Page):
    page.goto(PAGES[1])
    open_search(page)
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition",
        {"text": "れんさりつ", "selectionStart": 5, "selectionEnd": 5},
    )
    expect(page.locator(".search-input")).to_have_value("れんさりつ")
    assert page.locator(".search-results a").count() == 0
    session.send("Input.insertText", {"text": "連鎖律"})
    expect(page.locator(".search-results mark").first).to_have_text("連鎖律")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_dialog_is_accessible(new_context, scheme: str):
    page = new_context(color_scheme=scheme).new_page()
    page.goto(PAGES[1])
    open_search(page)
    for query in ("", "変数", "逆伝搬"):
        type_query(page, query)
        assert violations(page, "dialog") == []
    page.keyboard.press("Tab")
    page.set_viewport_size({"width": 390, "height": 844})
    type_query(page, "変数")
    assert violations(page, "dialog") == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_dialog_fits_the_screen(new_context, width: int):
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(PAGES[1])
    open_search(page)
    for query in ("変数", "Variable(np.array(0.5))", "逆伝搬", "あ" * 60):
        type_query(page, query)
        for selector in ("html", "dialog.search", ".search-body", ".search-status"):
            assert page.locator(selector).evaluate(
                "(e) => e.scrollWidth <= e.clientWidth"
            ), (query, selector)


def test_nothing_is_loaded_before_it_opens(page: Page):
    listener = Listener(page)
    page.goto(PAGES[1], wait_until="networkidle")
    assert [url for url in listener.urls if "search_" in url] == []
    open_search(page)
    page.keyboard.press("Escape")
    open_search(page)
    assert len([url for url in listener.urls if "search_index" in url]) == 1
    assert listener.complaints == []


def test_missing_index_is_told(page: Page):
    page.route("**/search_index.js", lambda route: route.abort())
    page.goto(PAGES[1])
    page.keyboard.press("/")
    expect(page.locator(".search-status")).to_contain_text("索引を読み込めませんでした")


def test_button_is_hidden_without_javascript(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(PAGES[1])
    expect(page.locator("[data-search-open]")).to_be_hidden()
