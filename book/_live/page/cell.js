// 1つのセル：ボタン、編集する欄、出力、演習の判定。動かす順番は、Sessionが決める。
import { Editor } from "./editor.js";
import { button, element } from "./element.js";
import { keep, kept } from "./kept_code.js";
import { Output } from "./output.js";
import { FAILURES, PHASES, STOPPED } from "./words.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("./session.js").Job} Job */

const FOLDS = ".fold-hint, .fold-solution, .fold-depth";
const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
let toldAboutStorage = false;

export class Cell {
  /** @type {Editor | null} */
  editor = null;
  /** @type {Session} */
  session;
  #opened = false;
  #output = new Output();
  /** 画面に出ている、動かした出力。 @type {Output | null} */
  #shown = null;

  /** @param {Element} bar @param {number} index */
  constructor(bar, index) {
    this.index = index;
    this.name = `コード${index + 1}`;
    this.bar = bar;
    this.root = /** @type {HTMLElement} */ (bar.parentElement);
    this.isExercise = bar.querySelector(".live-run")?.getAttribute("data-live") === "check";
    this.mayRaise = this.root.classList.contains("tag_raises-exception");
    this.fold = this.root.closest(FOLDS);
    this.runButton = /** @type {HTMLButtonElement} */ (bar.querySelector(".live-run"));
    this.runLabel = this.runButton.textContent ?? "";
    this.status = /** @type {HTMLElement} */ (bar.querySelector(".live-status"));
    this.input = /** @type {HTMLElement} */ (this.root.querySelector(".cell_input"));
    this.original = (this.input.querySelector("pre")?.textContent ?? "").replace(/\n$/, "");
    this.built = /** @type {HTMLElement | null} */ (
      this.root.querySelector(".cell_output") ??
        this.root.closest(".prediction")?.querySelector(":scope > .fold-answer > .cell_output") ??
        null
    );
    this.progress = element("progress", { "aria-label": "読み込み" });
    this.note = element("span", { class: "live-note" });
    this.verdict = element("div", { class: "live-verdict", role: "status" });
    this.task = this.root.closest("section")?.id ?? "";
  }

  get source() {
    return this.editor?.text ?? this.original;
  }

  /** ``target`` を動かす前に、動かしておくセルか。 @param {Cell} target */
  comesBefore(target) {
    if (this.isExercise) return target.fold !== null && this.task === target.task;
    return this.fold === null || this.fold === target.fold;
  }

  /** 解答のために動かす演習は、読者の答えの表示を変えない。 @param {Job | null} job */
  isQuiet(job) {
    return this.isExercise && job?.mode === "setup";
  }

  get isActive() {
    const { job, waiting } = this.session;
    return [job, ...waiting].some((other) => other?.target === this);
  }

  // 読者の操作

  /** ボタンかShift+Enter。動いている間は、ボタンで止める。 */
  toggle() {
    if (this.isActive) this.session.stop();
    else this.run();
  }

  run() {
    this.open();
    this.#reveal();
    this.session.run(this, this.isExercise ? "check" : "cell");
  }

  /** @param {{ x: number, y: number }} [at] */
  edit(at) {
    this.open();
    this.editor?.focus(at);
  }

  /** 操作の部品と、編集する欄を出す。 */
  open() {
    if (!this.#opened) {
      this.#opened = true;
      this.status.before(this.progress, this.note);
      this.bar.append(
        element(
          "span",
          { class: "live-more" },
          button("元に戻す", () => this.reset()),
          button("最初からやり直す", () => {
            this.session.restart();
            this.status.textContent = "何も実行していない状態に戻しました。書いたコードは残っています。";
          }),
        ),
      );
      if (this.isExercise) this.bar.after(this.verdict);
      this.refresh();
    }
    // 折りたたまれたコードは、読者が開くまで、そのままにする。
    const fold = /** @type {HTMLDetailsElement | null} */ (this.input.closest("details.hidden-cell"));
    if (!this.editor && (fold === null || fold.open)) this.#openEditor(kept(this.index)?.text ?? this.original);
  }

  /** @param {string} text */
  #openEditor(text) {
    this.editor = new Editor(this.name, text, {
      run: () => this.isActive || this.run(),
      changed: (changed) => this.#keep(changed),
    });
    for (const child of this.input.children) child.setAttribute("hidden", "");
    this.input.append(this.editor.host);
  }

  /** @param {string} text */
  #keep(text) {
    if (keep(this.index, this.original, text) || toldAboutStorage) return;
    toldAboutStorage = true;
    this.status.textContent = "このブラウザには残せないので、書いたコードは、ページを閉じると消えます。";
  }

  /** コードと出力を、本のとおりに戻す。 */
  reset() {
    this.editor?.replace(this.original);
    keep(this.index, this.original, this.original);
    this.editor?.mark(null);
    this.session.forget(this);
    this.resetOutput();
    this.status.textContent = "コードと出力を元に戻しました。";
  }

  resetOutput() {
    this.#shown?.element.remove();
    this.#shown = null;
    this.built?.removeAttribute("hidden");
    this.verdict.replaceChildren();
    this.status.textContent = "";
  }

  /** 前に書いたコードを開く。本が変わっていたら、どうするかを読者が選ぶ。 */
  restore() {
    const saved = kept(this.index);
    if (!saved) return;
    const fold = /** @type {HTMLDetailsElement | null} */ (this.input.closest("details.hidden-cell"));
    if (fold) fold.open = true;
    if (saved.original === this.original) return this.open();
    const choices = element("span", { class: "live-more" });
    const choose = (/** @type {boolean} */ use) => () => {
      choices.remove();
      this.status.textContent = "";
      keep(this.index, this.original, use ? saved.text : this.original);
      this.open();
      this.editor?.focus();
    };
    choices.append(button("使う", choose(true)), button("捨てる", choose(false)));
    this.status.textContent = "本の前の版で書いたコードが残っています。";
    this.bar.append(choices);
  }

  /** 別のタブで書き換えられた。書いている途中の欄は変えない。 */
  follow() {
    if (this.editor && !this.editor.view.hasFocus) this.editor.replace(kept(this.index)?.text ?? this.original);
  }

  // Sessionからの知らせ

  /** @param {Job} job */
  started(job) {
    if (this.isQuiet(job)) return;
    this.#output = new Output();
    this.editor?.mark(null);
    this.status.textContent = "";
    if (job.mode === "check") this.verdict.replaceChildren();
  }

  /** @param {Part[]} parts */
  output(parts) {
    if (this.isQuiet(this.session.job)) return;
    this.#output.add(parts);
    this.#show();
  }

  /**
   * @param {Job} job
   * @param {Result | null} result
   * @param {Stopped | null} stopped
   */
  finished(job, result, stopped) {
    if (this.isQuiet(job)) return;
    if (stopped) {
      if (!this.#output.isEmpty) this.#show();
      if (job.mode === "check" && STOPPED[stopped]) this.#judge("wrong", STOPPED[stopped]);
      else this.status.textContent = STOPPED[stopped];
      return;
    }
    if (!result) return;
    this.#output.end(result);
    this.#show();
    if (result.error && !this.mayRaise) {
      this.open();
      this.editor?.mark(result.error.line);
    }
    const seconds = `（${(result.ms / 1000).toFixed(2)}秒）`;
    if (job.mode === "check") this.#conclude(result);
    else if (result.error) this.status.textContent = "エラーで止まりました。";
    else this.status.textContent = job.mode === "setup" ? "先に実行しました。" : `実行しました。${seconds}`;
  }

  /** 上のセルが止まったので、動かさなかった。 @param {Cell} failed */
  blocked(failed) {
    const go = button(`${failed.name}を見る`, () => {
      failed.root.scrollIntoView({ block: "center" });
      failed.runButton.focus({ preventScroll: true });
    });
    this.status.replaceChildren(`${failed.name}がエラーで止まったので、実行していません。`, go);
  }

  /** @param {Stopped} reason */
  cancelled(reason) {
    this.status.textContent = STOPPED[reason];
  }

  /** @param {Failure} failure */
  failed(failure) {
    const file = failure.file ? `（${failure.file}）` : "";
    const again = button("もう一度", () => {
      this.runButton.focus();
      this.run();
    });
    this.open();
    this.status.replaceChildren((FAILURES[failure.kind] ?? FAILURES.worker) + file, again);
  }

  /** Sessionの状態に合わせて、ボタンと進みを描く。 */
  refresh() {
    if (!this.#opened) return;
    const { state, job, waiting, progress, phase } = this.session;
    const active = this.isActive;
    this.runButton.textContent = active ? "停止" : this.runLabel;
    this.bar.classList.toggle("live-active", active);
    this.progress.hidden = !(active && state === "booting");
    this.note.textContent = "";
    if (!active) return;
    const before = waiting.filter((other) => other.target === this && other.mode === "setup").length;
    if (state === "booting") {
      const { loaded, total } = progress;
      this.progress.max = total;
      this.progress.value = loaded;
      const done = Math.floor((100 * loaded) / total);
      this.note.textContent =
        loaded < total
          ? `${PHASES.fetch}：展開後${megabytes(loaded)}／${megabytes(total)} MB（${done}％）`
          : `${PHASES[phase] ?? PHASES.numpy}`;
    } else if (state === "stopping") {
      this.note.textContent = "止めています";
    } else if (job?.target === this && job.mode !== "setup") {
      this.note.textContent = "実行しています";
    } else if (job?.target === this) {
      this.note.textContent = `先に、上のセルを実行しています（残り${before + 1}）`;
    } else {
      this.note.textContent = "順番を待っています";
    }
  }

  // 画面

  /** 動かした出力を、ビルドされた出力の代わりに見せる。 */
  #show() {
    if (this.#shown === this.#output) return;
    const old = this.#shown?.element;
    if (old) old.replaceWith(this.#output.element);
    else if (this.built) this.built.after(this.#output.element);
    else this.root.append(this.#output.element);
    this.#shown = this.#output;
    this.built?.setAttribute("hidden", "");
  }

  /** 読者が動かしたセルの出力が、折りたたまれていたら開く。 */
  #reveal() {
    const fold = this.built?.closest("details");
    if (fold && !fold.contains(this.bar)) fold.open = true;
  }

  /** @param {Result} result */
  #conclude(result) {
    if (result.error) return this.#judge("wrong", "エラーで止まりました。");
    if (result.passed === null || result.passed === undefined) {
      this.#judge("", "実行しました。問題のとおりの結果なら、できあがりです。");
      this.verdict.append(
        button("できた", () => {
          window.bookAnswers.keep(this.task, { choice: "", right: true });
          this.#judge("right", "できあがりとして記録しました。");
        }),
      );
      return;
    }
    const [first, ...rest] = (result.message ?? "").split("\n");
    this.#judge(result.passed ? "right" : "wrong", first, rest);
    const solved = window.bookAnswers.get(this.task)?.right;
    if (!solved) window.bookAnswers.keep(this.task, { choice: "", right: result.passed });
  }

  /** @param {"right" | "wrong" | ""} verdict @param {string} title @param {string[]} [sentences] */
  #judge(verdict, title, sentences = []) {
    const mark = { right: "✓ ", wrong: "✗ ", "": "" }[verdict];
    this.verdict.dataset.verdict = verdict;
    this.verdict.replaceChildren(
      element("p", { class: "verdict" }, mark + title),
      ...sentences.map((sentence) => element("p", {}, sentence)),
    );
  }
}
