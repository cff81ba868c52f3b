// 表紙の図。つまみを動かすと、値が左から右へ、勾配が右から左へ流れる。数はビルドのときに計算したもの。
(() => {
  // 値が右へ流れ、勾配が左へ戻る順。
  const FLOW = ["n0", "w1", "v1", "w2", "v2", "w3", "v3", "g3", "b2", "g2", "b1", "g1", "b0", "g0"];
  const STEP = 70;

  class LandingGraph extends HTMLElement {
    connectedCallback() {
      /** @type {{v: string[], g: string[]}[]} */
      this.numbers = JSON.parse(this.querySelector("template").content.textContent);
      this.range = this.querySelector("input");
      /** @type {Animation[]} */
      this.flowing = [];
      this.range.addEventListener("input", () => {
        this.show();
        this.flow();
      });
      // ブラウザが前回の位置を覚えていることがある。
      this.show();
    }

    /** @param {string} name */
    shape(name) {
      return this.querySelector(`[data-part="${name}"]`);
    }

    show() {
      const row = this.numbers[this.range.value];
      for (const kind of /** @type {const} */ (["v", "g"])) {
        row[kind].forEach((number, i) => {
          this.shape(kind + i).firstElementChild.textContent = number;
        });
      }
      this.querySelector("output").textContent = row.v[0];
      this.querySelector(".landing-answer b").textContent = row.g[0];
      this.range.setAttribute("aria-valuetext", `${row.v[0]}（y ${row.v[3]}、dy/dx ${row.g[0]}）`);
    }

    flow() {
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      if (this.flowing.some((one) => one.playState === "running")) return;
      this.flowing = FLOW.map((name, i) =>
        this.shape(name).animate([{ opacity: 1 }, { opacity: 0.15 }, { opacity: 1 }], {
          delay: i * STEP,
          duration: 4 * STEP,
        }),
      );
    }
  }

  customElements.define("landing-graph", LandingGraph);
})();
