// 検索の画面。ボタン・/・Ctrl+K（⌘K）で開く。本体と索引は、初めて開いたときに読み込む。
(() => {
  const PAGE = 20;
  const FILES = ["search_engine.js", "search_index.js"];
  const root = document.documentElement.dataset.content_root;
  const openers = document.querySelectorAll("[data-search-open]");
  if (!openers.length) return;

  /** @type {InstanceType<typeof window.bookSearch.Engine> | undefined} */
  let engine;
  /** @type {Found} */
  let found;
  let shown = 0;
  let built = false;

  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {() => void} action
   */
  function button(name, label, action) {
    const made = element("button", { type: "button", class: name }, label);
    made.addEventListener("click", action);
    return made;
  }

  const input = element("input", {
    id: "search-input",
    class: "search-input",
    type: "text",
    inputmode: "search",
    enterkeyhint: "search",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    placeholder: "用語・関数名・文中の言葉",
  });
  const status = element("p", { class: "search-status", role: "status" });
  const results = element("ol", { class: "search-results" });
  const more = button("search-more", "", () => {
    const next = shown;
    render();
    results.children[next].querySelector("a")?.focus();
  });
  const dialog = element("dialog", { class: "search", "aria-label": "検索" });

  function build() {
    built = true;
    more.hidden = true;
    const icon = openers[0].querySelector(".icon");
    const label = element(
      "label",
      { class: "search-label", for: input.id },
      icon ? icon.cloneNode(true) : "",
      element("span", { class: "visually-hidden" }, "検索する言葉"),
    );
    const close = button("button search-close", "閉じる", () => dialog.close());
    const keys = element("p", { class: "search-keys", "aria-hidden": "true" });
    for (const [key, meaning] of [
      ["↑↓", "選ぶ"],
      ["Enter", "開く"],
      ["Esc", "閉じる"],
    ]) {
      keys.append(element("span", {}, element("kbd", {}, key), meaning));
    }
    dialog.append(
      element("div", { class: "search-head", role: "search" }, label, input, close),
      status,
      element("div", { class: "search-body" }, results, more),
      keys,
    );
    input.addEventListener("input", (event) => {
      // かな漢字変換の途中の文字では探さない。
      if (!(event instanceof InputEvent && event.isComposing)) search();
    });
    input.addEventListener("compositionend", search);
    dialog.addEventListener("keydown", onKey);
    dialog.addEventListener("click", onClick);
    document.body.append(dialog);
  }

  function open() {
    if (!built) {
      build();
      load();
    }
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
  }

  /** @param {string} name */
  function loadScript(name) {
    return new Promise((done, fail) => {
      const script = element("script", { src: `${root}_static/${name}` });
      script.addEventListener("load", done);
      script.addEventListener("error", fail);
      document.head.append(script);
    });
  }

  async function load() {
    status.replaceChildren("索引を読み込んでいます。");
    try {
      await Promise.all(FILES.map(loadScript));
    } catch {
      status.replaceChildren("索引を読み込めませんでした。ページを読み込み直すと、もう一度試せます。");
      return;
    }
    if (window.bookSearchIndex) engine = new window.bookSearch.Engine(window.bookSearchIndex);
    delete window.bookSearchIndex;
    search();
  }

  function search() {
    if (!engine) return;
    found = engine.find(input.value);
    shown = 0;
    results.replaceChildren();
    render();
    describe();
  }

  function describe() {
    if (!found.words.length) {
      status.replaceChildren("空白で区切ると、すべての言葉を含むページを探します。");
      return;
    }
    const count = found.hits.length
      ? `${found.pages}ページの${found.hits.length}か所に見つかりました。`
      : `「${input.value.trim()}」を含むページはありません。`;
    const { suggestion } = found;
    if (!suggestion) {
      status.replaceChildren(count, found.hits.length ? "" : "短い言葉に分けると、見つかることがあります。");
      return;
    }
    const other = button("search-suggestion", suggestion, () => {
      input.value = suggestion;
      input.focus();
      search();
    });
    status.replaceChildren(count, "この本での用語は", other, "です。");
  }

  function render() {
    for (const hit of found.hits.slice(shown, shown + PAGE)) results.append(element("li", {}, result(hit.section)));
    shown = results.children.length;
    const left = found.hits.length - shown;
    more.hidden = !left;
    more.textContent = `さらに表示（残り${left}か所）`;
  }

  /** @param {Section} section */
  function result(section) {
    const link = element("a", { href: root + section.url });
    if (section.trail.length) {
      const where = [section.title, ...section.trail.slice(1)];
      link.append(element("span", { class: "search-where" }, where.join(" › ")));
    }
    link.append(element("span", { class: "search-heading" }, ...marked(section.heading)));
    const excerpt = element("span", { class: "search-excerpt" });
    for (const part of window.bookSearch.excerpt(section.text, found.words)) {
      const pieces = marked(part.text);
      excerpt.append(...(part.code ? [element("code", {}, ...pieces)] : pieces));
    }
    if (excerpt.hasChildNodes()) link.append(excerpt);
    return link;
  }

  /** @param {string} text */
  function marked(text) {
    return window.bookSearch
      .split(text, found.words)
      .map((piece) => (piece.hit ? element("mark", {}, piece.text) : piece.text));
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    /** @type {HTMLElement[]} */
    const stops = [...results.querySelectorAll("a")];
    if (!more.hidden) stops.push(more);
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === "ArrowDown" && stops.length) {
      stops[Math.min(at + 1, stops.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at ? stops[at - 1] : input).focus();
    } else if (event.key === "Enter" && event.target === input && stops.length) {
      stops[0].click();
    } else {
      // 結果を選んでいる途中でも、続けて言葉を打てる。
      if (at >= 0 && event.key.length === 1 && event.key !== " " && !hasModifier(event)) input.focus();
      return;
    }
    event.preventDefault();
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    if (event.target === dialog) dialog.close();
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || hasModifier(event)) return;
    const hits = [...link.querySelectorAll("mark")].map((mark) => mark.textContent ?? "");
    dialog.close();
    window.bookHits.carry(hits, link.href);
  }

  /** @param {KeyboardEvent | MouseEvent} event */
  function hasModifier(event) {
    return event.ctrlKey || event.metaKey || event.altKey;
  }

  document.addEventListener("keydown", (event) => {
    const typing =
      event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    // かなの入力中は、/ のキーから「・」が届く。
    const slash = !typing && !hasModifier(event) && ["/", "・", "／"].includes(event.key);
    if (!command && !slash) return;
    event.preventDefault();
    open();
  });
  for (const opener of openers) opener.addEventListener("click", open);
})();
