// 読者の答えの記録。このブラウザの中にだけ残り、どこにも送られない。
// 同じ場所に置かれた別の本と混ざらないように、本の置き場所を名前に入れる。
(() => {
  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
  const KEY = `answers:${root.pathname}`;
  const page = location.pathname.slice(root.pathname.length) || "index.html";

  /** @type {KeptAnswers} */
  let kept = {};

  // 別のタブで増えた記録も合わせる。保存を禁じた環境では、このページの間だけ覚えておく。
  function load() {
    try {
      kept = { ...kept, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
    } catch {
      return;
    }
  }

  function changed() {
    try {
      if (Object.keys(kept).length) localStorage.setItem(KEY, JSON.stringify(kept));
      else localStorage.removeItem(KEY);
    } catch {
      // いっぱいのときも、このページの間は答えられる。
    }
    dispatchEvent(new Event("bookanswers"));
  }

  load();
  window.bookAnswers = {
    all: () => kept,
    get: (name) => kept[page]?.[name],
    keep(name, answer) {
      load();
      kept = { ...kept, [page]: { ...kept[page], [name]: answer } };
      changed();
    },
    clear() {
      kept = {};
      changed();
      // 書いたコード（book/_live/page/kept_code.js）も、答えのうち。
      try {
        for (const key of Object.keys(localStorage)) {
          if (key.startsWith(`code:${root.pathname}:`)) localStorage.removeItem(key);
        }
      } catch {
        return;
      }
    },
  };

  const button = document.querySelector("[data-clear-answers]");
  const status = document.querySelector("[data-clear-answers-status]");
  button?.addEventListener("click", () => {
    if (!confirm("予想や演習の記録を、このブラウザから消します。")) return;
    window.bookAnswers.clear();
    if (status) status.textContent = "記録を消しました。";
  });
})();
