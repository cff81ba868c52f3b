// 掛け算の回数を、入力と出力の数を変えながら比べる部品。回数はビルドのときに数えたもの。
(function () {
  "use strict";

  class CostPicture extends HTMLElement {
    connectedCallback() {
      this.data = JSON.parse(this.querySelector("template").content.textContent);
      this.addEventListener("input", () => this.show());
      this.show();
    }

    show() {
      const sizes = Array.from(this.querySelectorAll("input"), (slider) => {
        const size = this.data.sizes[slider.value];
        slider.setAttribute("aria-valuetext", size + "個");
        slider.parentElement.querySelector("output").textContent = size;
        return size;
      });
      const step = this.data.steps[sizes.join()];
      const bars = this.querySelectorAll(".cost-bar");
      const counts = this.querySelectorAll(".cost-count");
      step.bars.forEach((widths, i) => {
        let x = 0;
        widths.forEach((width, j) => {
          bars[2 * i + j].setAttribute("x", x);
          bars[2 * i + j].setAttribute("width", width);
          x += width;
        });
        counts[i].textContent = step.counts[i];
      });
      this.querySelector("desc").textContent = step.text;
      const status = this.querySelector(".cost-status");
      if (status.textContent !== step.text) status.textContent = step.text;
    }
  }

  customElements.define("cost-picture", CostPicture);
})();
