// 横にはみ出す部品だけを、キーボードで選んで動かせるようにする。
(function () {
  "use strict";
  var NAMES = [
    [".cell_output pre", "実行結果"],
    [".highlight > pre", "コード"],
    [".table-scroll", "表"],
    [".figure-scroll, .cell_output .output", "図"],
  ];
  var watched = new Map();

  function update(element) {
    var wide = element.scrollWidth > element.clientWidth + 1;
    // 数式の役割と読み上げは、MathMLのままにする。
    if (element.localName === "math") {
      if (wide) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
      return;
    }
    if (wide && !element.hasAttribute("tabindex")) {
      element.tabIndex = 0;
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", watched.get(element) + "（横に動かせます）");
    } else if (!wide && element.getAttribute("role") === "group") {
      ["tabindex", "role", "aria-label"].forEach(function (name) {
        element.removeAttribute(name);
      });
    }
  }

  var observer = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      update(entry.target);
    });
  });
  document.querySelectorAll('math[display="block"]').forEach(function (element) {
    observer.observe(element);
  });
  NAMES.forEach(function (pair) {
    document.querySelectorAll(pair[0]).forEach(function (element) {
      if (watched.has(element)) return;
      watched.set(element, pair[1]);
      observer.observe(element);
    });
  });
})();
