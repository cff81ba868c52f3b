// コードを写すボタン。対話環境の記号（>>> や $）は除き、そのまま実行できるコードを写す。
(() => {
  const LABEL = "コピー";
  const RESET_MS = 2000;

  /** @param {string} text */
  function runnable(text) {
    const lines = text.replace(/\n$/, "").split("\n");
    if (!/^(>>> |\$ )/.test(lines[0])) return lines.join("\n");
    return lines
      .filter((line) => /^(>>> |\.\.\.( |$)|\$ )/.test(line))
      .map((line) => line.replace(/^(>>> |\.\.\. ?|\$ )/, ""))
      .join("\n");
  }

  /** @param {string} text */
  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    // httpやファイルから開いたページでは、新しい方法を使えない。
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Error(LABEL);
  }

  /** @param {Element} block */
  function addButton(block) {
    const button = document.createElement("button");
    /** @type {number | undefined} */
    let timer;

    /** @param {string} message */
    function show(message) {
      button.textContent = message;
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        button.textContent = LABEL;
      }, RESET_MS);
    }

    button.type = "button";
    button.className = "copy-code";
    button.textContent = LABEL;
    button.addEventListener("click", () => {
      copy(runnable(block.querySelector("pre")?.textContent ?? "")).then(
        () => show("コピーしました"),
        () => show("コピーできません"),
      );
    });
    block.append(button);
  }

  for (const block of document.querySelectorAll(".highlight")) {
    if (!block.closest(".cell_output, .snapshot-diff, .no-copy")) addButton(block);
  }
})();
