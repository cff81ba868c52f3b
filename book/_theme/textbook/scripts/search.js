// 検索の画面。ボタン・/・Ctrl+K（⌘K）で開く。本体と索引は、初めて開いたときに読み込む。
(function () {
  "use strict";
  var PAGE = 20;
  var FILES = ["bunzip2.js", "search_engine.js", "search_index.js"];
  var root = document.documentElement.dataset.content_root;
  var openers = document.querySelectorAll("[data-search-open]");
  var dialog, input, status, results, more, engine, shown, found;
  if (!openers.length) return;

  function element(tag, attributes, children) {
    var made = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) {
      made.setAttribute(name, attributes[name]);
    });
    (children || []).forEach(function (child) {
      made.append(child);
    });
    return made;
  }

  function button(name, label, action) {
    var made = element("button", { type: "button", class: name }, [label]);
    made.addEventListener("click", action);
    return made;
  }

  function build() {
    input = element("input", {
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
    status = element("p", { class: "search-status", role: "status" });
    results = element("ol", { class: "search-results" });
    more = button("search-more", "", function () {
      var next = shown;
      render();
      results.children[next].firstElementChild.focus();
    });
    more.hidden = true;
    var icon = openers[0].querySelector(".icon");
    var label = element("label", { class: "search-label", for: input.id }, [
      icon ? icon.cloneNode(true) : "",
      element("span", { class: "visually-hidden" }, ["検索する言葉"]),
    ]);
    var close = button("button search-close", "閉じる", function () {
      dialog.close();
    });
    var keys = element("p", { class: "search-keys", "aria-hidden": "true" });
    [["↑↓", "選ぶ"], ["Enter", "開く"], ["Esc", "閉じる"]].forEach(function (pair) {
      keys.append(element("span", {}, [element("kbd", {}, [pair[0]]), pair[1]]));
    });
    dialog = element("dialog", { class: "search", "aria-label": "検索" }, [
      element("div", { class: "search-head", role: "search" }, [label, input, close]),
      status,
      element("div", { class: "search-body" }, [results, more]),
      keys,
    ]);
    input.addEventListener("input", function (event) {
      // かな漢字変換の途中の文字では探さない。
      if (!event.isComposing) search();
    });
    input.addEventListener("compositionend", search);
    dialog.addEventListener("keydown", onKey);
    dialog.addEventListener("click", onClick);
    document.body.append(dialog);
  }

  function open() {
    if (!dialog) {
      build();
      load();
    }
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
  }

  function load() {
    say("索引を読み込んでいます。");
    Promise.all(
      FILES.map(function (name) {
        return new Promise(function (done, fail) {
          var script = element("script", { src: root + "_static/" + name });
          script.addEventListener("load", done);
          script.addEventListener("error", fail);
          document.head.append(script);
        });
      }),
    ).then(
      function () {
        engine = new window.bookSearch.Engine(window.bookSearchIndex);
        delete window.bookSearchIndex;
        search();
      },
      function () {
        say("索引を読み込めませんでした。ページを読み込み直すと、もう一度試せます。");
      },
    );
  }

  function say() {
    status.replaceChildren.apply(status, arguments);
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
      say("空白で区切ると、すべての言葉を含むページを探します。");
      return;
    }
    var count = found.hits.length
      ? found.pages + "ページの" + found.hits.length + "か所に見つかりました。"
      : "「" + input.value.trim() + "」を含むページはありません。";
    if (!found.suggestion) {
      say(count, found.hits.length ? "" : "短い言葉に分けると、見つかることがあります。");
      return;
    }
    var suggestion = button("search-suggestion", found.suggestion, function () {
      input.value = found.suggestion;
      input.focus();
      search();
    });
    say(count, "この本での用語は", suggestion, "です。");
  }

  function render() {
    found.hits.slice(shown, shown + PAGE).forEach(function (hit) {
      results.append(element("li", {}, [result(hit.section)]));
    });
    shown = results.children.length;
    var left = found.hits.length - shown;
    more.hidden = !left;
    more.textContent = "さらに表示（残り" + left + "か所）";
  }

  function result(section) {
    var where = [section.title].concat(section.trail.slice(1));
    var lines = [marked("span", "search-heading", section.heading)];
    if (section.trail.length) {
      lines.unshift(element("span", { class: "search-where" }, [where.join(" › ")]));
    }
    var excerpt = window.bookSearch.excerpt(section.text, found.words);
    if (excerpt) lines.push(marked("span", "search-excerpt", excerpt));
    return element("a", { href: root + section.url }, lines);
  }

  function marked(tag, name, text) {
    var pieces = window.bookSearch.split(text, found.words).map(function (piece) {
      return piece.hit ? element("mark", {}, [piece.text]) : piece.text;
    });
    return element(tag, { class: name }, pieces);
  }

  function onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    var stops = Array.from(results.querySelectorAll("a"));
    if (!more.hidden) stops.push(more);
    var at = stops.indexOf(document.activeElement);
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

  function onClick(event) {
    if (event.target === dialog) dialog.close();
    var link = event.target.closest(".search-results a");
    if (!link || hasModifier(event)) return;
    var hits = Array.from(link.querySelectorAll("mark"), function (mark) {
      return mark.textContent;
    });
    dialog.close();
    window.bookHits.carry(hits, link.href);
  }

  function hasModifier(event) {
    return event.ctrlKey || event.metaKey || event.altKey;
  }

  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    var command = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    // かなの入力中は、/ のキーから「・」が届く。
    var slash = !typing && !hasModifier(event) && ["/", "・", "／"].indexOf(event.key) >= 0;
    if (!command && !slash) return;
    event.preventDefault();
    open();
  });
  openers.forEach(function (opener) {
    opener.addEventListener("click", open);
  });
})();
