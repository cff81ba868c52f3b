// 配色の切り替え。自動・明るい・暗いを順に選ぶ。
(function () {
  "use strict";
  var NAMES = { auto: "自動", light: "明るい", dark: "暗い" };
  var ORDER = Object.keys(NAMES);
  var button = document.querySelector("[data-theme-switch]");
  var name = button.querySelector("[data-theme-name]");
  var chosen = window.bookTheme.current();

  function show() {
    button.dataset.theme = chosen;
    button.title = "配色を切り替える（いまは" + NAMES[chosen] + "）";
    name.textContent = NAMES[chosen];
  }

  button.addEventListener("click", function () {
    chosen = ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length];
    window.bookTheme.choose(chosen);
    show();
  });
  show();
})();
