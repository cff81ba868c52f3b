// 章の一覧とページ内の目次が、読んでいる所を示す。
(() => {
  /**
   * 長い一覧の中でも、いまの行が見えるようにする。
   * scrollIntoViewは、Tabキーで移る出発点まで動かすので使わない。
   *
   * @param {Element | null | undefined} link
   * @param {string} list
   */
  function show(link, list) {
    const frame = link?.closest(list);
    if (!link || !frame) return;
    const row = link.getBoundingClientRect();
    const box = frame.getBoundingClientRect();
    frame.scrollTop += Math.min(0, row.top - box.top) + Math.max(0, row.bottom - box.bottom);
  }

  show(document.querySelector(".chapters [aria-current]"), ".chapters");

  const details = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".page-toc > details"));
  if (!details) return;

  // ページ内の目次は、広い画面ではいつも開いている。
  const wide = matchMedia("(min-width: 76rem)");
  const fit = () => {
    details.open = wide.matches;
  };
  wide.addEventListener("change", fit);
  fit();
  details.addEventListener("click", (event) => {
    const clicked = /** @type {Element} */ (event.target);
    if (wide.matches && clicked.closest("summary")) event.preventDefault();
    if (!wide.matches && clicked.closest("a")) details.open = false;
  });

  const entries = [...details.querySelectorAll("a")].flatMap((link) => {
    const section = window.bookTarget(link.hash);
    return section ? [{ link, section }] : [];
  });
  /** @type {HTMLAnchorElement | undefined} */
  let marked;

  function markCurrent() {
    const limit = innerHeight * 0.3;
    const current = entries.findLast(({ section }) => section.getBoundingClientRect().top < limit)?.link;
    if (current === marked) return;
    marked?.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "true");
    marked = current;
    if (wide.matches) show(current, ".page-toc");
  }

  let waiting = false;
  function onScroll() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      markCurrent();
    });
  }
  addEventListener("scroll", onScroll, { passive: true });
  onScroll();
})();
