// 予想に答えられるようにする。答えると、出力と説明が一緒に開き、選んだ外れの説明が先に出る。
(() => {
  /** @param {string} text */
  const number = (text) => {
    const plain = text.normalize("NFKC").replaceAll("−", "-").trim();
    return plain === "" ? NaN : Number(plain);
  };

  /** 答えを、書かれた桁まで求めていれば正しい。 @param {string} given @param {string} answer */
  function isRight(given, answer) {
    if (Number.isNaN(number(answer))) return given === answer;
    const digits = answer.split(".")[1]?.length ?? 0;
    const rounded = digits ? Number(number(given).toFixed(digits)) : number(given);
    return rounded === number(answer);
  }

  /**
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} content
   */
  function element(tag, attributes, ...content) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  }

  for (const prediction of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".prediction"))) {
    const question = prediction.querySelector(".prediction-question");
    const fold = /** @type {HTMLDetailsElement | null} */ (prediction.querySelector(":scope > .fold-answer"));
    const answer = prediction.dataset.answer;
    if (question && fold && answer) bringToLife(prediction, question, fold, answer);
  }

  /**
   * @param {HTMLElement} prediction
   * @param {Element} question
   * @param {HTMLDetailsElement} fold
   * @param {string} answer
   */
  function bringToLife(prediction, question, fold, answer) {
    const status = element("div", { class: "prediction-status", role: "status" });
    const list = /** @type {HTMLElement | null} */ (question.querySelector(".choices"));
    const field = list ? choose(list) : ask();
    question.append(field.form, status);

    /** @param {string} given */
    function explanation(given) {
      for (const item of fold.querySelectorAll(".explanations > li")) {
        const about = item.getAttribute("data-choices")?.split(" ") ?? [];
        if (about.some((/** @type {string} */ choice) => isRight(given, choice)))
          return /** @type {HTMLElement} */ (item);
      }
      return null;
    }

    /** @param {string} given */
    function show(given) {
      const right = isRight(given, answer);
      const item = right ? null : explanation(given);
      for (const other of fold.querySelectorAll(".explanations > li")) other.toggleAttribute("hidden", other === item);
      const verdict = element("p", { class: "verdict" }, right ? "✓ 予想のとおりです。" : "✗ 予想と違いました。");
      status.dataset.verdict = right ? "right" : "wrong";
      status.replaceChildren(verdict);
      if (item) {
        const copy = /** @type {HTMLElement} */ (item.cloneNode(true));
        for (const node of copy.querySelectorAll("[id]")) node.removeAttribute("id");
        status.append(...copy.childNodes);
      }
      field.mark(given);
      fold.open = true;
    }

    /** @param {string} given */
    function answerWith(given) {
      show(given);
      window.bookAnswers.keep(prediction.id, { choice: given, right: isRight(given, answer) });
    }

    function reset() {
      if (window.bookAnswers.get(prediction.id)) return;
      status.replaceChildren();
      delete status.dataset.verdict;
      for (const item of fold.querySelectorAll(".explanations > li")) item.removeAttribute("hidden");
      field.mark(null);
      fold.open = false;
    }

    /**
     * 選択肢をラジオボタンにする。
     * @param {HTMLElement} list
     */
    function choose(list) {
      const form = element(
        "fieldset",
        { class: "prediction-choices" },
        element("legend", { class: "visually-hidden" }, "選択肢"),
      );
      const help = element(
        "p",
        { class: "prediction-keys", id: `${prediction.id}-keys` },
        "矢印キーで選び、Enterで答える",
      );
      list.before(form);
      form.append(list, help);
      const items = [...list.querySelectorAll("li")];
      const inputs = items.map((item) => {
        const input = /** @type {HTMLInputElement} */ (
          element("input", {
            type: "radio",
            name: prediction.id,
            value: item.dataset.choice ?? "",
            "aria-describedby": help.id,
          })
        );
        const text = item.querySelector("p");
        const label = element("label", {}, input, ...item.querySelectorAll(".choice-name"));
        if (text) label.append(element("span", {}, ...text.childNodes));
        text?.remove();
        item.prepend(label);
        return input;
      });

      // 矢印キーは、選ぶだけにする。通り過ぎる選択肢で答えたことにしない。
      let moving = false;
      form.addEventListener("keydown", (event) => {
        moving = event.key.startsWith("Arrow");
        const input = event.target;
        if (!(input instanceof HTMLInputElement)) return;
        if (event.key === "Enter" || (event.key === " " && input.checked)) {
          event.preventDefault();
          answerWith(input.value);
        }
      });
      form.addEventListener("change", (event) => {
        if (!moving) answerWith(/** @type {HTMLInputElement} */ (event.target).value);
        moving = false;
      });

      /** @param {string | null} given */
      function mark(given) {
        items.forEach((item, k) => {
          inputs[k].checked = inputs[k].value === given;
          item.querySelector(".choice-mark")?.remove();
          const name = inputs[k].value;
          const word = given === null ? "" : name === answer ? "✓ 答え" : name === given ? "✗ 選んだ予想" : "";
          item.dataset.mark = word && (name === answer ? "right" : "wrong");
          if (word) item.querySelector("label")?.append(element("span", { class: "choice-mark" }, word));
        });
      }
      return { form, mark };
    }

    /** 数を書く欄を置く。 */
    function ask() {
      const id = `${prediction.id}-field`;
      const input = /** @type {HTMLInputElement} */ (
        element("input", { id, inputmode: "text", autocomplete: "off", size: "10" })
      );
      const button = element("button", { class: "button", type: "submit" }, "答え合わせ");
      const form = element(
        "form",
        { class: "prediction-number" },
        element("label", { for: id }, "予想"),
        input,
        button,
      );
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (Number.isNaN(number(input.value))) status.textContent = "数を入れてください。";
        else answerWith(input.value);
      });
      /** @param {string | null} given */
      const mark = (given) => {
        input.value = given ?? "";
      };
      return { form, mark };
    }

    const kept = window.bookAnswers.get(prediction.id);
    if (kept) show(kept.choice);
    addEventListener("bookanswers", reset);
  }
})();
