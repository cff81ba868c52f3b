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
      const exercise = document.getElementById(name)?.closest("section[id^='ex-'], section[id$='-exercise']");
      if (exercise && isDone(page, name)) {
        const word = window.bookAnswers.get(name)?.choice ? "✓ 答えました" : "✓ 解けました";
        exercise.querySelector(":scope > :is(h2, h3)")?.append(mark("task-done", word));
      }
    }
  }

  addEventListener("bookanswers", draw);
  draw();
})();
