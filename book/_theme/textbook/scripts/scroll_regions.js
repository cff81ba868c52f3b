// 横にはみ出す部品だけを、キーボードで選んで動かせるようにする。
(() => {
  /** @type {[string, string][]} */
  const NAMES = [
    [".table-scroll", "表"],
    [".cell_output .output", "図"],
  ];
  /** @type {Map<Element, string>} */
  const watched = new Map();

  /** @param {Element} element */
  function update(element) {
    const wide = element.scrollWidth > element.clientWidth + 1;
    // 数式の役割と読み上げは、MathMLのままにする。
    if (element.localName === "math") {
      if (wide) element.setAttribute("tabindex", "0");
      else element.removeAttribute("tabindex");
    } else if (wide && !element.hasAttribute("tabindex")) {
      element.setAttribute("tabindex", "0");
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", `${watched.get(element)}（横に動かせます）`);
    } else if (!wide && element.getAttribute("role") === "group") {
      for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name);
    }
  }

  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) update(entry.target);
  });
  for (const element of document.querySelectorAll('math[display="block"]')) observer.observe(element);
  for (const [selector, name] of NAMES) {
    for (const element of document.querySelectorAll(selector)) {
      if (watched.has(element)) continue;
      watched.set(element, name);
      observer.observe(element);
    }
  }
})();
