// 検索の結果からたどった節で、探していた言葉に印を付ける。
(() => {
  const KEY = "search-hits";

  /** @returns {string[]} */
  function take() {
    try {
      const hits = JSON.parse(sessionStorage.getItem(KEY) || "[]");
      sessionStorage.removeItem(KEY);
      return hits;
    } catch {
      return [];
    }
  }

  function show() {
    const hits = take();
    const target = window.bookTarget(location.hash);
    if (!hits.length || !target || !window.CSS?.highlights) return;
    const section = target.localName === "dt" ? target.parentElement : target;
    const ranges = find(/** @type {Element} */ (section), hits);
    if (!ranges.length) return;
    CSS.highlights.set("search", new Highlight(...ranges));
    openFolds(ranges[0].startContainer.parentElement);
  }

  /** @param {Element | null | undefined} element */
  function openFolds(element) {
    for (let fold = element?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  }

  /**
   * 言葉は要素の境目をまたぐことがあるので、節の文字をつないでから探す。
   * @param {Element} section
   * @param {string[]} hits
   */
  function find(section, hits) {
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const nodes = [];
    /** @type {number[]} */
    const starts = [];
    let text = "";
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      nodes.push(node);
      starts.push(text.length);
      text += node.data;
    }

    /** @param {number} at */
    function place(at) {
      const i = starts.findLastIndex((start) => start <= at);
      return { node: nodes[i], offset: at - starts[i] };
    }

    /** @type {Range[]} */
    const ranges = [];
    for (const hit of new Set(hits)) {
      for (let i = text.indexOf(hit); i >= 0; i = text.indexOf(hit, i + hit.length)) {
        const range = document.createRange();
        const first = place(i);
        const last = place(i + hit.length - 1);
        range.setStart(first.node, first.offset);
        range.setEnd(last.node, last.offset + 1);
        ranges.push(range);
      }
    }
    return ranges;
  }

  window.bookHits = {
    // 次に開く節へ、言葉を持っていく。同じページの節へ移るときは、ページは読み込み直されない。
    carry(hits, url) {
      try {
        sessionStorage.setItem(KEY, JSON.stringify(hits));
      } catch {
        // 保存を禁じた環境では、印を付けずに節へ移る。
      }
      if (url.split("#")[0] === location.href.split("#")[0]) setTimeout(show);
    },
  };
  show();
})();
