// 読者が選んだ配色を、ページが描かれる前に当てる。
(() => {
  const root = document.documentElement;
  const KEY = "theme";
  const PAPER = { light: "#fdfcf9", dark: "#15181e" };

  /** @returns {Theme} */
  function current() {
    try {
      const value = localStorage.getItem(KEY);
      return value === "light" || value === "dark" ? value : "auto";
    } catch {
      return "auto";
    }
  }

  /** @param {Theme} theme */
  function remember(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // 保存を禁じた環境でも、このページの間は選んだ配色で読める。
    }
  }

  /** @param {Theme} theme */
  function apply(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      const own = meta.getAttribute("media")?.includes("dark") ? "dark" : "light";
      meta.setAttribute("content", PAPER[theme === "auto" ? own : theme]);
    }
  }

  window.bookTheme = {
    current,
    choose(theme) {
      remember(theme);
      apply(theme);
    },
  };
  root.classList.add("js");
  apply(current());
})();
