// 差分の誤差を、刻み幅を変えながら見る図。数と文はビルドのときに作られ、ここでは選んで見せるだけ。
(() => {
  /**
   * 1つの刻み幅で見せるもの（book/_ext/figures/explorer.py の build_html）。
   * @typedef {{h: string, x: number, dots: number[], curve: string, lines: number[],
   *   ends: number[], names: number[], digits: [string, number][], cells: string[][],
   *   text: string}} Step
   */

  class DifferenceExplorer extends HTMLElement {
    connectedCallback() {
      /** @type {Step[]} */
      this.steps = JSON.parse(this.querySelector("template").content.textContent);
      this.range = this.querySelector('input[type="range"]');
      this.range.addEventListener("input", () => this.show());
      // ブラウザが前回の位置を覚えていることがある。
      this.show();
    }

    /**
     * @param {string} name
     * @param {string} attribute
     * @param {(number | string)[]} values
     */
    set(name, attribute, values) {
      this.querySelectorAll(`.explorer-${name}`).forEach((element, i) => {
        element.setAttribute(attribute, String(values[i]));
      });
    }

    show() {
      const step = this.steps[this.range.value];
      const { lines } = step;
      this.range.setAttribute("aria-valuetext", step.h);
      this.querySelector("output").textContent = step.h;
      const status = this.querySelector(".explorer-status");
      if (status.textContent !== step.text) status.textContent = step.text;
      this.set("now", "d", [`M${step.x} 0V300`]);
      this.set("dot", "cx", [step.x, step.x]);
      this.set("dot", "cy", step.dots);
      this.set("curve", "points", [step.curve]);
      this.set("secant", "y1", [lines[0], lines[2]]);
      this.set("secant", "y2", [lines[1], lines[3]]);
      this.set("end", "cy", step.ends);
      this.set("name", "y", step.names);
      this.querySelectorAll(".explorer-digits code").forEach((code, i) => {
        const [digits, gray] = step.digits[i];
        code.firstElementChild.textContent = digits.slice(0, gray);
        code.lastElementChild.textContent = digits.slice(gray);
      });
      this.querySelectorAll("tbody tr").forEach((row, i) => {
        row.querySelectorAll("td").forEach((/** @type {Element} */ cell, /** @type {number} */ j) => {
          cell.textContent = step.cells[i][j];
        });
      });
    }
  }

  customElements.define("difference-explorer", DifferenceExplorer);
})();
