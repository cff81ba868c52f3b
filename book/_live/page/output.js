// セルの出力を、ビルドされた出力と同じ形に組む。
import { element } from "./element.js";
import { sanitize } from "./sanitize.js";
import { hint } from "./words.js";

/** これより長い出力は、欄の中で上下に動かす。 */
const LONG = 60;

export class Output {
  element = element("div", { class: "cell_output live-output" });
  #lines = 0;
  #kind = "";
  /** @type {Text | null} */
  #text = null;

  get isEmpty() {
    return !this.element.hasChildNodes();
  }

  /** @param {Part[]} parts */
  add(parts) {
    for (const [kind, text] of parts) {
      if (kind !== this.#kind) this.#text = this.#block(kind === "stderr" ? "stream stderr" : "stream");
      this.#kind = kind;
      this.#text?.appendData(text);
      this.#lines += text.split("\n").length - 1;
    }
    if (this.#lines > LONG && !this.element.hasAttribute("tabindex")) {
      this.element.classList.add("live-long");
      for (const [name, value] of Object.entries({ tabindex: "0", role: "group", "aria-label": "長い出力" })) {
        this.element.setAttribute(name, value);
      }
    }
  }

  /** @param {Result} result */
  end(result) {
    if (result.dropped) this.note("出力が200 KBを超えたので、残りを省きました。");
    if (result.repr !== null) this.#block("text_plain").appendData(result.repr);
    if (result.html !== null) {
      this.element.append(element("div", { class: "output text_html" }, sanitize(result.html)));
    }
    if (result.error) {
      this.#block("traceback").appendData(result.error.text);
      const advice = hint(result.error.text);
      if (advice) this.note(advice);
    }
  }

  /** @param {string} text */
  note(text) {
    this.element.append(element("p", { class: "live-hint" }, text));
  }

  /** @param {string} kind */
  #block(kind) {
    const text = document.createTextNode("");
    const pre = element("pre", {}, text);
    const inner = element("div", { class: "highlight" }, pre);
    this.element.append(element("div", { class: `output ${kind} highlight-none notranslate` }, inner));
    return text;
  }
}
