// 読者が選んだ配色を、ページが描かれる前に当てる。
(function () {
  "use strict";
  var root = document.documentElement;
  var KEY = "theme";
  var PAPER = { light: "#fdfcf9", dark: "#15181e" };

  function read() {
    try {
      var value = localStorage.getItem(KEY);
      return value === "light" || value === "dark" ? value : "auto";
    } catch (error) {
      return "auto";
    }
  }

  function remember(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch (error) {
      // 保存を禁じた環境でも、このページの間は選んだ配色で読める。
    }
  }

  function apply(theme) {
    if (theme === "auto") {
      root.removeAttribute("data-theme");
    } else {
      root.setAttribute("data-theme", theme);
    }
    document.querySelectorAll('meta[name="theme-color"]').forEach(function (meta) {
      var own = meta.media.indexOf("dark") >= 0 ? "dark" : "light";
      meta.content = PAPER[theme === "auto" ? own : theme];
    });
  }

  window.bookTheme = {
    current: read,
    choose: function (theme) {
      remember(theme);
      apply(theme);
    },
  };
  root.classList.add("js");
  apply(read());
})();
