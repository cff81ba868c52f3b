// URLの#から後ろが指す要素を探す。読めない形（#100%など）でも、ほかのスクリプトを止めない。
(() => {
  /**
   * @param {string} hash
   * @returns {HTMLElement | null}
   */
  window.bookTarget = (hash) => {
    if (hash.length < 2) return null;
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  };
})();
