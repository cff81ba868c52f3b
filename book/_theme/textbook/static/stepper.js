// 計算グラフの図を1歩ずつたどる。図の部分、数、文はビルドのときに作られ、ここでは選んで見せるだけ。
(() => {
  /**
   * 1歩（book/_ext/figures/stepper.py の Step）。
   * @typedef {{line: number, text: string, new?: string[], lit?: string[], note?: string,
   *   product?: string, ask?: number, calls?: string[], cursor?: number}} Step
   * @typedef {Record<string, string[]>} Numbers
   */

  /** @type {Record<string, string>} */
  const KEYS = { ArrowRight: "next", ArrowLeft: "back", Home: "first", End: "last" };
  const CURSOR_STEP = 95;

  class BackpropStepper extends HTMLElement {
    connectedCallback() {
      const data = JSON.parse(this.querySelector("template").content.textContent);
      /** @type {Step[]} */
      this.steps = data.steps;
      /** @type {Numbers[]} */
      this.numbers = data.numbers;
      /** @type {string[]} */
      this.inputs = data.x;
      this.at = 0;
      this.parts = Array.from(this.querySelectorAll("[data-part]"));
      this.lines = Array.from(this.querySelectorAll(".code-line"));
      this.code = this.querySelector("pre");
      // コードの中の、xに代入する数。
      this.literal = this.lines[this.steps[0].line].querySelector(".mf");
      this.range = this.querySelector('input[type="range"]');
      this.ask = this.querySelector(".stepper-ask");
      this.field = this.ask.querySelector("input");
      this.tabIndex = 0;
      this.classList.add("is-live");

      this.addEventListener("click", (event) => {
        const button = /** @type {Element} */ (event.target).closest("[data-go]");
        if (button instanceof HTMLElement) this.go(button.dataset.go);
      });
      this.addEventListener("keydown", (event) => {
        if (
          /** @type {Element} */ (event.target).localName === "input" ||
          event.ctrlKey ||
          event.metaKey ||
          event.altKey
        )
          return;
        if (!KEYS[event.key]) return;
        event.preventDefault();
        this.go(KEYS[event.key]);
      });
      this.range.addEventListener("input", () => this.show(""));
      this.ask.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        this.answer();
      });
      this.show("");
    }

    /** @param {string} move */
    go(move) {
      const last = this.steps.length - 1;
      const asked = this.ask.contains(document.activeElement);
      this.at = { first: 0, back: Math.max(this.at - 1, 0), next: Math.min(this.at + 1, last), last: last }[move];
      this.show("");
      if (asked && this.ask.hidden) this.querySelector('[data-go="next"]').focus();
    }

    // 予想の欄に数があれば、どれだけ離れていたかを伝えてから進む。
    answer() {
      const text = this.field.value.normalize("NFKC").replace("−", "-").trim();
      const guess = Number(text);
      if (!text || !Number.isFinite(guess)) {
        this.find("status").textContent = "予想を、2.5のような数で入れると、答え合わせができます。";
        this.field.focus();
        return;
      }
      const truth = Number(this.chosen().g[this.steps[this.at + 1].ask]);
      const off = Math.abs(guess - truth);
      const percent = truth ? `（${short((off / Math.abs(truth)) * 100)}％）` : "";
      this.at += 1;
      this.show(off ? `予想${text}との差は${short(off)}${percent}でした。` : "予想のとおりでした。");
      if (this.ask.hidden) this.querySelector('[data-go="next"]').focus();
      else this.field.focus();
    }

    /** @param {string} name */
    find(name) {
      return this.querySelector(`.stepper-${name}`);
    }

    chosen() {
      return this.numbers[this.range.value];
    }

    /** @param {string} text */
    fill(text) {
      const numbers = this.chosen();
      return text.replace(/\{([vgd])(\d)\}/g, (_, kind, index) => numbers[kind][index]);
    }

    /** @param {string} before 説明の前に添える文 */
    show(before) {
      const step = this.steps[this.at];
      const next = this.steps[this.at + 1];
      const x = this.inputs[this.range.value];
      this.querySelector("output").textContent = x;
      this.literal.textContent = x;
      this.range.setAttribute("aria-valuetext", x);
      this.find("status").textContent = before + this.fill(step.text);
      this.find("product").textContent = step.product ? this.fill(step.product) : "";
      this.find("count").textContent = `${this.at + 1} / ${this.steps.length}`;
      this.querySelectorAll("[data-go]").forEach((button) => {
        const end = button.dataset.go === "next" ? !next : this.at === 0;
        // disabledにすると、フォーカスが失われる。
        button.setAttribute("aria-disabled", String(end));
      });
      this.ask.hidden = !next || next.ask === undefined;
      if (!this.ask.hidden) {
        const name = ["x", "a", "b"][next.ask];
        this.ask.querySelector("label").textContent = `${name}の勾配の予想`;
        this.field.value = "";
      }
      this.showLines(step);
      this.showCalls(step.calls || []);
      this.draw(step, next);
    }

    /** @param {Step} step */
    showLines(step) {
      this.lines.forEach((line, i) => {
        line.classList.toggle("is-running", i === step.line);
        line.removeAttribute("aria-current");
        line.removeAttribute("data-note");
      });
      const line = this.lines[step.line];
      if (!line) return;
      line.setAttribute("aria-current", "step");
      if (step.note) line.dataset.note = step.note;
      // ページは動かさず、コードの欄の中だけを動かす。
      const offset = line.getBoundingClientRect().top - this.code.getBoundingClientRect().top;
      this.code.scrollTop += offset - (this.code.clientHeight - line.clientHeight) / 2;
      this.code.tabIndex = this.code.scrollHeight > this.code.clientHeight + 1 ? 0 : -1;
    }

    /** @param {string[]} calls 古い順 */
    showCalls(calls) {
      const list = this.find("calls");
      if (!list) return;
      list.replaceChildren(
        ...calls.map((name, i) => {
          const item = document.createElement("li");
          const code = document.createElement("code");
          const state = document.createElement("span");
          code.textContent = `${name}.backward()`;
          state.textContent = i + 1 < calls.length ? "待っている" : "実行中";
          item.className = i + 1 < calls.length ? "" : "is-running";
          item.append(code, state);
          return item;
        }),
      );
    }

    /**
     * @param {Step} step
     * @param {Step | undefined} next
     */
    draw(step, next) {
      const done = this.steps.slice(0, this.at + 1);
      const reached = new Set(done.flatMap((one) => one.new || []));
      const lit = new Set(step.lit);
      const numbers = this.chosen();
      this.parts.forEach((part) => {
        const name = part.dataset.part;
        const [kind, index] = name;
        if (kind === "v" || kind === "g") part.firstElementChild.textContent = numbers[kind][index];
        let waiting = !reached.has(name);
        if (kind === "q") waiting = !next || next.ask !== Number(index);
        if (kind === "m") {
          waiting = step.cursor === undefined;
          if (!waiting) part.setAttribute("transform", `translate(${step.cursor * CURSOR_STEP} 0)`);
        }
        part.classList.toggle("is-waiting", waiting);
        part.classList.toggle("is-current", !waiting && lit.has(name));
      });
      this.querySelector("desc").textContent = done
        .filter((one) => one.new)
        .map((one) => this.fill(one.text))
        .join("");
    }
  }

  /** @param {number} number */
  function short(number) {
    return String(Number(number.toPrecision(3)));
  }

  customElements.define("backprop-stepper", BackpropStepper);
})();
