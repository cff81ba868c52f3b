// はじめて使われたときに読み込まれ、ページのセルをSessionにつなぐ。
import { Cell } from "./cell.js";
import { watchOtherTabs } from "./kept_code.js";
import { Session } from "./session.js";

if ("adoptedStyleSheets" in Document.prototype) {
  const parts = window.bookLive;
  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
  const cells = [...document.querySelectorAll(".live-bar")].map((bar, index) => new Cell(bar, index));
  const byBar = new Map(cells.map((cell) => [cell.bar, cell]));
  const session = new Session(new URL(parts.folder, root).href, parts.files, cells, () => {
    for (const cell of cells) cell.refresh();
  });
  for (const cell of cells) cell.session = session;

  watchOtherTabs((index) => cells[index]?.follow());
  // 記憶されたページ（戻る・進む）に、動いているものを残さない。
  addEventListener("pagehide", () => session.stop("left"));
  addEventListener("bookanswers", () => {
    for (const cell of cells) if (!window.bookAnswers.get(cell.task)) cell.verdict.replaceChildren();
  });

  parts.page = {
    run(bar) {
      const cell = byBar.get(bar);
      if (!cell) return;
      cell.status.textContent = "";
      cell.toggle();
    },
    edit: (bar, at) => byBar.get(bar)?.edit(at),
    restore() {
      for (const cell of cells) cell.restore();
    },
  };
}
