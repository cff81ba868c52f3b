// コードを写すボタン。対話環境の記号（>>> や $）は除き、そのまま実行できるコードを写す。
(function () {
  "use strict";
  var LABEL = "コピー";
  var RESET_MS = 2000;

  function runnable(text) {
    var lines = text.replace(/\n$/, "").split("\n");
    if (!/^(>>> |\$ )/.test(lines[0])) return lines.join("\n");
    return lines
      .filter(function (line) {
        return /^(>>> |\.\.\.( |$)|\$ )/.test(line);
      })
      .map(function (line) {
        return line.replace(/^(>>> |\.\.\. ?|\$ )/, "");
      })
      .join("\n");
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.appendChild(area);
    area.select();
    var copied = document.execCommand("copy");
    area.remove();
    return copied ? Promise.resolve() : Promise.reject(new Error(LABEL));
  }

  function addButton(block) {
    var button = document.createElement("button");
    var timer;

    function show(message) {
      button.textContent = message;
      clearTimeout(timer);
      timer = setTimeout(function () {
        button.textContent = LABEL;
      }, RESET_MS);
    }

    button.type = "button";
    button.className = "copy-code";
    button.textContent = LABEL;
    button.addEventListener("click", function () {
      copy(runnable(block.querySelector("pre").textContent)).then(
        function () {
          show("コピーしました");
        },
        function () {
          show("コピーできません");
        },
      );
    });
    block.appendChild(button);
  }

  document.querySelectorAll(".highlight").forEach(function (block) {
    if (!block.closest(".cell_output, .snapshot-diff, .no-copy")) addButton(block);
  });
})();
