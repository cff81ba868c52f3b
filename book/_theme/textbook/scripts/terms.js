// 用語の説明を、用語集へ移らずにその場で見せる。マウス、フォーカス、タップのどれでも読める。
(() => {
  const GAP = 6;
  const tip = document.createElement("div");
  tip.id = "term-definition";
  tip.className = "term-definition";
  tip.setAttribute("role", "tooltip");
  tip.popover = "manual";

  /** @type {HTMLAnchorElement | null} */
  let shown = null;
  let closing = 0;

  /** @param {HTMLAnchorElement} link */
  function show(link) {
    clearTimeout(closing);
    if (shown === link) return;
    hide();
    const source = document.querySelector(`template[data-term="${CSS.escape(link.hash.slice(1))}"]`);
    if (!(source instanceof HTMLTemplateElement)) return;
    shown = link;
    tip.replaceChildren(source.content.cloneNode(true));
    link.setAttribute("aria-describedby", tip.id);
    link.after(tip);
    tip.showPopover();
    place();
  }

  // フォーカスで画面が動いたときも、言葉のそばに置き直す。
  function place() {
    if (!shown) return;
    const word = shown.getClientRects()[0];
    const box = tip.getBoundingClientRect();
    const below = word.bottom + GAP + box.height < innerHeight;
    tip.style.left = `${Math.max(GAP, Math.min(word.left, document.documentElement.clientWidth - box.width - GAP))}px`;
    tip.style.top = `${below ? word.bottom + GAP : word.top - GAP - box.height}px`;
  }

  function hide() {
    clearTimeout(closing);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    tip.remove();
  }

  // マウスが、言葉から説明へ移るあいだは閉じない。
  function hideSoon() {
    clearTimeout(closing);
    closing = setTimeout(hide, 200);
  }
  tip.addEventListener("pointerenter", () => clearTimeout(closing));
  tip.addEventListener("pointerleave", hideSoon);

  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.term-link"))) {
    let wasShown = false;
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") show(link);
    });
    link.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") hideSoon();
    });
    link.addEventListener("focus", () => show(link));
    link.addEventListener("blur", hide);
    // 指では、1回目のタップで説明を見せ、2回目で用語集へ移る。
    link.addEventListener("pointerdown", (event) => {
      wasShown = event.pointerType === "mouse" || shown === link;
    });
    link.addEventListener("click", (event) => {
      const byKey = event.detail === 0;
      if (wasShown || byKey) return;
      event.preventDefault();
      show(link);
    });
  }
  addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !tip.contains(event.target) && !shown?.contains(event.target)) hide();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);
})();
