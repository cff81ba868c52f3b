// 数式の書体が届くまで本文を描くのを待ち、描いた後に行がずれないようにする。
// 待つのは MAX_WAIT_MS まで。届かなければ、このページでは端末にある書体を使い続ける。
(function () {
  "use strict";
  var MAX_WAIT_MS = 1500;
  var root = document.documentElement;
  var url = root.getAttribute("data-math-font");
  if (!url || !document.fonts) return;

  // ファイルから直接開いたページでは、先読みを使えない。
  if (location.protocol !== "file:") {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "anonymous";
    link.href = url;
    document.head.appendChild(link);
  }

  root.classList.add("waiting-for-math");
  var timer = setTimeout(function () {
    root.classList.add("without-math-font");
    release();
  }, MAX_WAIT_MS);

  function release() {
    clearTimeout(timer);
    root.classList.remove("waiting-for-math");
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.fonts.load('1em "STIX Two Math"', "x𝑥").then(release, release);
  });
})();
