// 解いた演習の見出しと、目次の各ページに、進みを添える。記録がないうちは、何も添えない。
(() => {
  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
  const page = location.pathname.slice(root.pathname.length) || "index.html";
  const tasks = window.bookTasks ?? {};

  /** 予想は答えれば、演習（choiceが空）は解ければ、済み。 @param {string} where @param {string} name */
  function isDone(where, name) {
    const answer = window.bookAnswers.all()[where]?.[name];
    return Boolean(answer && (answer.right || answer.choice));
  }

  /** @param {string} name @param {string} text */
  function mark(name, text) {
    const made = document.createElement("span");
    made.className = name;
    made.textContent = text;
    return made;
  }

  function draw() {
    for (const old of document.querySelectorAll(".task-done, .page-progress")) old.remove();
    const any = Object.keys(window.bookAnswers.all()).length > 0;
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".chapters a"))) {
      const where = new URL(link.href).pathname.slice(root.pathname.length) || "index.html";
      const names = tasks[where];
      if (!any || !names) continue;
      const done = names.filter((name) => isDone(where, name)).length;
      const progress = mark("page-progress", `${done === names.length ? "✓ " : ""}${done}／${names.length}`);
      progress.prepend(mark("visually-hidden", "、答えた数"));
      link.append(progress);
    }
    for (const name of tasks[page] ?? []) {
      const section = document.getElementById(name)?.closest("section");
      const isAnswered = Boolean(window.bookAnswers.get(name)?.choice);
      // 本文の中の予想は、見出しの節そのものではない。
      if (!section || !isDone(page, name) || (isAnswered && !section.id.startsWith("ex-"))) continue;
      const heading = section.querySelector(":scope > :is(h2, h3)");
      heading?.append(mark("task-done", isAnswered ? "✓ 答えました" : "✓ 解けました"));
    }
  }

  addEventListener("bookanswers", draw);
  draw();
})();
