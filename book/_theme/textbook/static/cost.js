// 掛け算の回数を、入力と出力の数を変えながら比べる図。回数はビルドのときに数えたもの。
(() => {
  class CostPicture extends HTMLElement {
    connectedCallback() {
      /**
       * @type {{sizes: number[], steps: Record<string, {sides: Record<string, number>,
       *   parts: string[], counts: string[], bars: number[], text: string}>}}
       */
      this.data = JSON.parse(this.querySelector("template").content.textContent);
      this.addEventListener("input", () => this.show());
      this.show();
    }

    show() {
      const sizes = Array.from(this.querySelectorAll("input"), (slider) => {
        const size = this.data.sizes[slider.value];
        slider.setAttribute("aria-valuetext", `${size}個`);
        slider.parentElement.querySelector("output").textContent = String(size);
        return size;
      });
      const step = this.data.steps[sizes.join()];
      // 行列は、中心を変えずに、形だけを変える。
      this.querySelectorAll(".cost-matrix").forEach((matrix) => {
        const { shape, x, y } = matrix.dataset;
        const [height, width] = Array.from(shape, (side) => step.sides[side]);
        matrix.setAttribute("width", width);
        matrix.setAttribute("height", height);
        matrix.setAttribute("x", x - width / 2);
        matrix.setAttribute("y", y - height / 2);
      });
      this.querySelectorAll(".cost-part").forEach((part, i) => {
        part.textContent = step.parts[i];
      });
      this.querySelectorAll(".cost-bar").forEach((bar, i) => {
        bar.setAttribute("width", step.bars[i]);
      });
      this.querySelectorAll(".cost-count").forEach((count, i) => {
        count.textContent = step.counts[i];
      });
      const status = this.querySelector(".cost-status");
      if (status.textContent !== step.text) status.textContent = step.text;
      this.querySelector("desc").textContent = step.text;
    }
  }

  customElements.define("cost-picture", CostPicture);
})();
