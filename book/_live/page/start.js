// はじめて使われるまで、ボタンのほかは何も読まない。使われたら、本体（live.js）を読んで任せる。
import { anyKept } from "./kept_code.js";
import { FAILURES } from "./words.js";

const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
const SECOND_CLICK_MS = 250;
/** @type {Promise<void> | null} */
let loading = null;
/** @type {number | undefined} */
let clicked;

function load() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(`${window.bookLive.folder}live.js`, root).href;
    script.integrity = window.bookLive.files["live.js"].integrity;
    // 古いブラウザは、読めても動かせない。
    script.addEventListener("load", () => (window.bookLive.page ? resolve() : reject("old")));
    script.addEventListener("error", () => {
      script.remove();
      reject(navigator.onLine ? "file" : "offline");
    });
    document.head.append(script);
  });
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

/** @param {Element} bar @param {string} text */
function tell(bar, text) {
  const status = bar.querySelector(".live-status");
  if (status) status.textContent = text;
}

/** @param {Element} bar */
async function run(bar) {
  if (location.protocol === "file:") return tell(bar, FAILURES.disk);
  tell(bar, "準備しています。");
  try {
    await load();
  } catch (kind) {
    return tell(bar, FAILURES[String(kind)] ?? FAILURES.old);
  }
  window.bookLive.page?.run(bar);
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const button = target.closest(".live-run");
  if (button) {
    run(/** @type {Element} */ (button.parentElement));
    return;
  }
  // コードを選んで写そうとしているとき（2度続けて押すときも）は、書き換えるつもりではない。
  clearTimeout(clicked);
  const bar = target.closest(".cell_input pre")?.closest(".cell")?.querySelector(":scope > .live-bar");
  if (!bar || event.detail > 1 || target.closest("a, button") || location.protocol === "file:") return;
  clicked = window.setTimeout(() => {
    if (getSelection()?.isCollapsed) edit(bar, { x: event.clientX, y: event.clientY });
  }, SECOND_CLICK_MS);
});

/** @param {Element} bar @param {{ x: number, y: number }} at */
function edit(bar, at) {
  load().then(
    () => window.bookLive.page?.edit(bar, at),
    () => {},
  );
}

if (location.protocol !== "file:" && anyKept()) {
  load().then(
    () => window.bookLive.page?.restore(),
    () => {},
  );
}
