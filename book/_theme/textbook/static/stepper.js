// 計算グラフの図を1歩ずつたどる部品。数と文はビルドのときに作られ、ここでは選んで見せるだけ。
(function () {
  "use strict";

  class BackpropStepper extends HTMLElement {
    connectedCallback() {
      this.data = JSON.parse(this.querySelector("template").content.textContent);
      this.steps = this.data.steps;
      this.at = this.steps.length - 1;
      this.pictures = Array.from(this.querySelectorAll("svg"));
      this.lines = Array.from(this.querySelectorAll(".code-line"));
      // コードの中の、xに代入する数。
      this.literal = this.lines[this.steps[0].line].querySelector(".mf");
      this.range = this.querySelector('input[type="range"]');
      this.ask = this.querySelector(".stepper-ask");
      this.find = (name) => this.querySelector(".stepper-" + name);
      this.pictures.forEach((svg) => {
        const part = (name) => Array.from(svg.querySelector(".graph-" + name).children);
        svg.arrows = { value: part("forward").map((path) => [path]), gradient: pairs(part("backward")) };
      });

      this.addEventListener("click", (event) => {
        const button = event.target.closest("[data-go]");
        if (button) this.go(button.dataset.go);
      });
      this.addEventListener("keydown", (event) => {
        if (event.target.localName === "input" || event.ctrlKey || event.metaKey || event.altKey) return;
        const move = { ArrowRight: "next", ArrowLeft: "back", Home: "first", End: "last" }[event.key];
        if (!move || event.target.closest("pre")) return;
        event.preventDefault();
        this.go(move);
      });
      this.range.addEventListener("input", () => this.show(""));
      this.ask.addEventListener("submit", (event) => {
        event.preventDefault();
        this.answer();
      });
      this.show("計算がすべて終わった図です。");
    }

    go(move) {
      const last = this.steps.length - 1;
      this.at = { first: 0, back: Math.max(this.at - 1, 0), next: Math.min(this.at + 1, last), last: last }[move];
      this.show("");
    }

    // 予想の欄に数があれば、どれだけ離れていたかを伝えてから進む。
    answer() {
      const field = this.ask.querySelector("input");
      const text = field.value.normalize("NFKC").replace("−", "-").trim();
      const guess = Number(text);
      if (!text || !Number.isFinite(guess)) {
        this.find("status").textContent = "予想を、2.5のような数で入れると、答え合わせができます。";
        field.focus();
        return;
      }
      const truth = Number(this.numbers().g[this.steps[this.at + 1].at]);
      const off = Math.abs(guess - truth);
      const percent = truth ? "（" + short((off / Math.abs(truth)) * 100) + "％）" : "";
      const verdict = off ? "予想" + text + "との差は" + short(off) + percent + "でした。" : "予想のとおりでした。";
      this.at += 1;
      this.show(verdict);
      if (this.ask.hidden) this.querySelector('[data-go="back"]').focus();
      else field.focus();
    }

    numbers() {
      return this.data.numbers[this.range.value];
    }

    fill(text) {
      const numbers = this.numbers();
      return text.replace(/\{([vgd])(\d)\}/g, (_, kind, index) => numbers[kind][index]);
    }

    show(before) {
      const step = this.steps[this.at];
      const next = this.steps[this.at + 1];
      const x = this.data.x[this.range.value];
      this.querySelector("output").textContent = x;
      this.literal.textContent = x;
      this.range.setAttribute("aria-valuetext", x);
      this.find("status").textContent = before + this.fill(step.text);
      this.find("product").textContent = step.product ? this.fill(step.product) : "";
      this.find("count").textContent = this.at + 1 + " / " + this.steps.length;
      this.querySelector('[data-go="first"]').disabled = this.at === 0;
      this.querySelector('[data-go="back"]').disabled = this.at === 0;
      this.querySelector('[data-go="next"]').disabled = !next;
      this.ask.hidden = !next || !next.ask;
      if (!this.ask.hidden) {
        this.ask.querySelector("label").textContent = next.ask;
        this.ask.querySelector("input").value = "";
      }
      this.lines.forEach((line, i) => {
        line.classList.toggle("is-running", i === step.line);
        if (i === step.line) line.setAttribute("aria-current", "step");
        else line.removeAttribute("aria-current");
      });
      this.pictures.forEach((svg) => this.draw(svg, step));
    }

    draw(svg, step) {
      const done = this.steps.slice(0, this.at + 1);
      const reached = { value: new Set(), gradient: new Set() };
      done.forEach((one) => reached[one.kind].add(one.at));
      const numbers = this.numbers();
      const wait = (element, waiting, current) => {
        element.classList.toggle("is-waiting", waiting);
        element.classList.toggle("is-current", !waiting && current);
      };
      svg.querySelectorAll("text[data-node]").forEach((text) => {
        const kind = text.classList.contains("graph-value") ? "value" : "gradient";
        const node = Number(text.dataset.node);
        const at = Math.floor(node / 2);
        if (node % 2 === 0) text.firstElementChild.textContent = numbers[kind[0]][at];
        wait(text, !reached[kind].has(at), step.kind === kind && step.at === at);
      });
      svg.querySelectorAll("g[data-node]").forEach((group) => {
        const at = Math.ceil(Number(group.dataset.node) / 2);
        wait(group, !reached.value.has(at), group.dataset.node % 2 === 0 && step.at === at);
      });
      // 変数iに入る矢印は2本。順伝播では手前の関数から、逆伝播では先の関数から来る。
      Object.keys(svg.arrows).forEach((kind) => {
        svg.arrows[kind].forEach((paths, gap) => {
          const at = kind === "value" ? Math.floor(gap / 2) + 1 : Math.floor(gap / 2);
          paths.forEach((path) => wait(path, !reached[kind].has(at), step.kind === kind && step.at === at));
        });
      });
      svg.querySelector("desc").textContent = done.map((one) => this.fill(one.text)).join("");
    }
  }

  function pairs(list) {
    return list.filter((_, i) => i % 2 === 0).map((first, i) => [first, list[2 * i + 1]]);
  }

  function short(number) {
    return String(Number(number.toPrecision(3)));
  }

  customElements.define("backprop-stepper", BackpropStepper);
})();
