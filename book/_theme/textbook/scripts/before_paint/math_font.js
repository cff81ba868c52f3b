// 数式の書体が届くまで本文を描くのを待ち、描いた後に行がずれないようにする。
// 待つのは MAX_WAIT_MS まで。届かなければ、このページでは端末にある書体を使い続ける。
(() => {
  const MAX_WAIT_MS = 1500;
  const root = document.documentElement;
  const url = root.dataset.mathFont;
  if (!url || !document.fonts) return;

  // ファイルから直接開いたページでは、先読みを使えない。
  if (location.protocol !== "file:") {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous", href: url });
    document.head.append(link);
  }

  root.classList.add("waiting-for-math");
  const timer = setTimeout(() => {
    root.classList.add("without-math-font");
    release();
  }, MAX_WAIT_MS);

  function release() {
    clearTimeout(timer);
    root.classList.remove("waiting-for-math");
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.fonts.load('1em "STIX Two Math"', "x𝑥").then(release, release);
  });
})();
