// 配色の切り替え。自動・明るい・暗いを順に選ぶ。
(() => {
  const NAMES = { auto: "自動", light: "明るい", dark: "暗い" };
  const button = /** @type {HTMLButtonElement} */ (document.querySelector("[data-theme-switch]"));
  const name = button.querySelector("[data-theme-name]");
  /** @type {Theme} */
  let chosen = window.bookTheme.current();

  // 自動の次は、いまの見た目と違うほう。押して何も変わらない番を作らない。
  /** @returns {Theme[]} */
  function order() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return dark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
  }

  function show() {
    button.dataset.theme = chosen;
    button.title = `配色を切り替える（いまは${NAMES[chosen]}）`;
    if (name) name.textContent = NAMES[chosen];
  }

  button.addEventListener("click", () => {
    const choices = order();
    chosen = choices[(choices.indexOf(chosen) + 1) % choices.length];
    window.bookTheme.choose(chosen);
    show();
  });
  show();
})();
