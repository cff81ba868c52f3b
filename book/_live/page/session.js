// 1ページに1つのPython。動かす順番と、workerの状態を、ここだけがもつ。
//
//   idle –run→ booting –ready→ running –done→ running（次のセル）| ready
//   booting –stop→ idle、running –stop→ stopping →（割り込み）ready |（打ち切り）idle
//   どこからでも –失敗→ failed –もう一度→ booting
//
// workerを打ち切ると、動かしたセルの結果は失われる。次に動かすときに、それらを先に動かし直す。
import runner from "../runner.py";
import { recursionLimit } from "./recursion.js";
import { fatalKind } from "./words.js";

const SILENCE_MS = 30_000;
const INTERRUPT_MS = 500;
const CHECK_MS = 10_000;
const BOOT_FILES = ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"];

/** @typedef {import("./cell.js").Cell} Cell */
/** @typedef {"cell" | "check" | "setup"} Mode 「setup」は、別のセルのために先に動かすセル。 */
/** @typedef {{ cell: Cell, mode: Mode, target: Cell, source?: string, run?: number }} Job */

export class Session {
  /** @type {"idle" | "booting" | "running" | "ready" | "stopping" | "failed"} */
  state = "idle";
  /** @type {Job | null} */
  job = null;
  /** @type {Job[]} */
  waiting = [];
  /** @type {Failure | null} */
  failure = null;
  phase = "fetch";
  versions = "";

  #run = 0;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Uint8Array | null} */
  #interrupt = null;
  /** 動かし終えたセルと、そのときのコード。動かした順。 @type {Map<Cell, string>} */
  #ran = new Map();
  /** 打ち切ったworkerで動かし終えていたもの。 @type {Map<Cell, string>} */
  #lost = new Map();
  /** 届いた部品。 @type {Set<string>} */
  #loaded = new Set();
  /** @type {number | undefined} */
  #timer;
  /** 止めているわけ。 @type {Stopped} */
  #reason = "stop";

  /**
   * @param {string} base 部品のあるフォルダのURL
   * @param {Record<string, LiveFile>} files
   * @param {Cell[]} cells
   * @param {() => void} changed 状態が変わるたびに呼ばれる
   */
  constructor(base, files, cells, changed) {
    this.base = base;
    this.files = files;
    this.cells = cells;
    this.changed = changed;
    const code = cells.map((cell) => cell.original).join("\n");
    this.usesPytest = /\bpytest\b/.test(code);
    this.recursionLimit = recursionLimit(code);
  }

  /** 起動に要るファイルの、届いたバイト数と合計。 */
  get progress() {
    const packs = ["numpy.pack", "book.pack", ...(this.usesPytest ? ["pytest.pack"] : [])];
    const names = [...BOOT_FILES, ...packs];
    const size = (/** @type {string[]} */ some) => some.reduce((sum, name) => sum + (this.files[name]?.size ?? 0), 0);
    return { loaded: size(names.filter((name) => this.#loaded.has(name))), total: size(names) };
  }

  /** @param {Cell} cell */
  hasRun(cell) {
    return this.#ran.has(cell);
  }

  /** 動かしたことにしない。次に下のセルを動かすとき、先に動かし直す。 @param {Cell} cell */
  forget(cell) {
    this.#ran.delete(cell);
    this.#lost.delete(cell);
  }

  /** @param {Cell} target @param {Mode} mode */
  run(target, mode) {
    if (this.state === "stopping" || [this.job, ...this.waiting].some((job) => job?.target === target)) return;
    const planned = new Set([this.job, ...this.waiting].map((job) => job?.cell));
    /** @param {Cell} cell @param {string} [source] */
    const before = (cell, source) => {
      if (cell === target || planned.has(cell)) return;
      planned.add(cell);
      this.waiting.push({ cell, mode: "setup", target, source });
    };
    for (const [cell, source] of this.#lost) before(cell, source);
    for (const cell of this.cells) {
      if (cell === target) break;
      if (!cell.comesBefore(target) || this.#ran.has(cell)) continue;
      // 演習の書きかけは、終わるとは限らない。解答が使うのは、もとのコードで決まる名前。
      before(cell, cell.isExercise ? cell.original : undefined);
    }
    this.waiting.push({ cell: target, mode, target });
    if (this.state === "idle" || this.state === "failed") this.#boot();
    else if (this.state === "ready") this.#next();
    this.changed();
  }

  #boot() {
    this.state = "booting";
    this.failure = null;
    this.phase = "fetch";
    this.#loaded.clear();
    let asksForModule = false;
    const options = {
      /** 読まれなければ、ブラウザはモジュールのworkerを知らない。 @returns {WorkerType} */
      get type() {
        asksForModule = true;
        return "module";
      },
    };
    /** @type {Worker} */
    let worker;
    try {
      worker = new Worker(`${this.base}worker.js`, options);
    } catch {
      return this.#fail({ kind: "old" });
    }
    this.#worker = worker;
    if (!asksForModule) return this.#fail({ kind: "old" });
    worker.addEventListener("message", ({ data }) => this.#receive(data));
    for (const name of ["error", "messageerror"]) {
      worker.addEventListener(name, (event) => {
        event.preventDefault();
        const text = event instanceof ErrorEvent ? event.message : "";
        // 動き出す前の失敗は、worker.jsそのものが届かないこと。
        if (this.state !== "booting") this.#fail({ kind: fatalKind(text) });
        else this.#fail({ kind: navigator.onLine ? "file" : "offline", file: "worker.js" });
      });
    }
    // 隔離されていても、共有のメモリがないブラウザがある（WebKitGTK 2.50）。止めるときは、打ち切る。
    const canInterrupt = crossOriginIsolated && "SharedArrayBuffer" in globalThis;
    this.#interrupt = canInterrupt ? new Uint8Array(new SharedArrayBuffer(1)) : null;
    worker.postMessage({
      type: "boot",
      base: this.base,
      files: this.files,
      runner,
      recursionLimit: this.recursionLimit,
      pytest: this.usesPytest,
      touchPoints: navigator.maxTouchPoints,
      interrupt: this.#interrupt,
    });
    this.#after(SILENCE_MS, () => this.#fail({ kind: "silent" }));
  }

  /** @param {any} message */
  #receive(message) {
    if (message.type === "ready") {
      clearTimeout(this.#timer);
      const { python, numpy } = JSON.parse(message.versions);
      this.versions = `Python ${python}、NumPy ${numpy}`;
      this.#next();
    } else if (message.type === "bootError") {
      this.#fail(message);
    } else if (this.state === "booting") {
      if (message.type === "progress") this.#loaded.add(message.file);
      if (message.type === "phase") this.phase = message.phase;
      this.#after(SILENCE_MS, () => this.#fail({ kind: "silent" }));
    } else if (!this.job || message.run !== this.job.run) {
      return;
    } else if (message.type === "out") {
      this.job.cell.output(message.parts);
      return;
    } else if (message.type === "fatal") {
      if (this.state === "stopping") return this.#kill(this.#reason);
      this.#fail({ kind: fatalKind(message.text) });
    } else if (message.type === "done") {
      this.#finish(message);
    }
    this.changed();
  }

  #next() {
    this.job = this.waiting.shift() ?? null;
    this.state = this.job ? "running" : "ready";
    if (!this.job) return;
    const { cell, mode } = this.job;
    if (this.#interrupt) this.#interrupt[0] = 0;
    this.job.run = ++this.#run;
    this.job.source ??= cell.source;
    cell.started(this.job);
    this.#worker?.postMessage({
      type: "run",
      run: this.job.run,
      name: cell.name,
      source: this.job.source,
      mode,
    });
    if (mode === "check") this.#after(CHECK_MS, () => this.stop("timeout"));
  }

  /** @param {Result} result */
  #finish(result) {
    clearTimeout(this.#timer);
    const job = /** @type {Job} */ (this.job);
    const interrupted = this.state === "stopping" && result.error?.type === "KeyboardInterrupt";
    job.cell.finished(job, result, interrupted ? this.#reason : null);
    this.#lost.delete(job.cell);
    this.#ran.delete(job.cell);
    const succeeded = result.ok || job.cell.mayRaise;
    if (succeeded) this.#ran.set(job.cell, job.source ?? "");
    if (this.state === "stopping") this.#dropAll();
    else if (!succeeded) this.#block(job.cell);
    this.#next();
  }

  /** エラーで止まったセルより後は、動かさない。 @param {Cell} failed */
  #block(failed) {
    const targets = new Set(this.waiting.map((job) => job.target));
    this.waiting = [];
    for (const target of targets) target.blocked(failed);
  }

  #dropAll() {
    const targets = new Set(this.waiting.map((job) => job.target));
    this.waiting = [];
    for (const target of targets) target.cancelled(this.#reason);
  }

  /** @param {Stopped} [reason] */
  stop(reason = "stop") {
    if (this.state !== "booting" && this.state !== "running") return;
    this.#reason = reason;
    if (this.state === "booting" || !this.#interrupt || reason === "left") return this.#kill(reason);
    this.state = "stopping";
    this.#interrupt[0] = 2;
    this.#after(INTERRUPT_MS, () => this.#kill(reason));
    this.changed();
  }

  /** workerを打ち切る。 @param {Stopped} reason */
  #kill(reason) {
    this.#reason = reason;
    const job = this.job;
    this.#terminate();
    this.state = "idle";
    job?.cell.finished(job, null, reason);
    if (job && job.target !== job.cell) job.target.cancelled(reason);
    this.#dropAll();
    this.changed();
  }

  #terminate() {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.job = null;
    this.#lost = new Map([...this.#lost, ...this.#ran]);
    this.#ran.clear();
  }

  /** @param {Failure} failure */
  #fail(failure) {
    const job = this.job;
    this.#terminate();
    this.state = "failed";
    this.failure = { kind: failure.kind, file: failure.file };
    const targets = new Set([job, ...this.waiting].map((other) => other?.target));
    this.waiting = [];
    if (job) job.cell.finished(job, null, "stop");
    for (const target of targets) target?.failed(this.failure);
    this.changed();
  }

  /** 何も動かしていない状態に戻す。 */
  restart() {
    if (this.state !== "idle") this.#kill("restart");
    this.#lost.clear();
    for (const cell of this.cells) cell.resetOutput();
    this.changed();
  }

  /** @param {number} ms @param {() => void} action */
  #after(ms, action) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(action, ms);
  }
}
