// ページ内の目次。広い画面ではいつも開き、読んでいる節を示す。
(function () {
  "use strict";
  var details = document.querySelector(".page-toc > details");
  if (!details) return;

  var wide = window.matchMedia("(min-width: 76rem)");
  function fit() {
    details.open = wide.matches;
  }
  wide.addEventListener("change", fit);
  fit();
  details.addEventListener("click", function (event) {
    if (wide.matches && event.target.closest("summary")) event.preventDefault();
    if (!wide.matches && event.target.closest("a")) details.open = false;
  });

  var entries = Array.from(details.querySelectorAll("a[href^='#']"))
    .map(function (link) {
      return { link: link, section: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
    })
    .filter(function (entry) {
      return entry.section;
    });

  function markCurrent() {
    var limit = window.innerHeight * 0.3;
    var current = null;
    entries.forEach(function (entry) {
      if (entry.section.getBoundingClientRect().top < limit) current = entry;
    });
    entries.forEach(function (entry) {
      if (entry === current) entry.link.setAttribute("aria-current", "true");
      else entry.link.removeAttribute("aria-current");
    });
  }

  var waiting = false;
  function onScroll() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function () {
      waiting = false;
      markCurrent();
    });
  }
  addEventListener("scroll", onScroll, { passive: true });
  onScroll();
})();
