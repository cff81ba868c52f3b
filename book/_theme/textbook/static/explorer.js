// 差分の誤差を、刻み幅を変えながら見る部品。数と文はビルドのときに作られ、ここでは選んで見せるだけ。
(function () {
  "use strict";

  class DifferenceExplorer extends HTMLElement {
    connectedCallback() {
      this.steps = JSON.parse(this.querySelector("template").content.textContent);
      this.range = this.querySelector('input[type="range"]');
      this.range.addEventListener("input", () => this.show());
      // ブラウザが前回の位置を覚えていることがある。
      this.show();
    }

    show() {
      // つまみは右へ動かすほどhが大きい。データは大きいhから並ぶ。
      const step = this.steps[this.steps.length - 1 - this.range.value];
      const all = (selector) => Array.from(this.querySelectorAll(selector));
      this.range.setAttribute("aria-valuetext", step.h);
      this.querySelector("output").textContent = step.h;
      const status = this.querySelector(".explorer-status");
      if (status.textContent !== step.text) status.textContent = step.text;
      this.querySelector(".explorer-now").setAttribute("d", "M" + step.x + " 0V300");
      all(".explorer-dot").forEach((dot, i) => {
        dot.setAttribute("cx", step.x);
        dot.setAttribute("cy", step.dots[i]);
      });
      all(".explorer-secant").forEach((line, i) => {
        line.setAttribute("y1", step.lines[2 * i]);
        line.setAttribute("y2", step.lines[2 * i + 1]);
      });
      all(".explorer-end").forEach((end, i) => {
        end.setAttribute("cx", step.lines[4 + 2 * i]);
        end.setAttribute("cy", step.lines[5 + 2 * i]);
      });
      all("tbody tr").forEach((row, i) => {
        Array.from(row.querySelectorAll("td")).forEach((cell, j) => {
          cell.textContent = step.cells[i][j];
        });
      });
    }
  }

  customElements.define("difference-explorer", DifferenceExplorer);
})();
