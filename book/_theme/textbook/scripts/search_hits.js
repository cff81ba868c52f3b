// 検索の結果からたどった節で、探していた言葉に印を付ける。
(function () {
  "use strict";
  var KEY = "search-hits";

  function take() {
    try {
      var hits = JSON.parse(sessionStorage.getItem(KEY) || "[]");
      sessionStorage.removeItem(KEY);
      return hits;
    } catch (error) {
      return [];
    }
  }

  function show() {
    var hits = take();
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!hits.length || !target || !window.CSS || !CSS.highlights) return;
    var ranges = find(target.localName === "dt" ? target.parentElement : target, hits);
    if (!ranges.length) return;
    CSS.highlights.set("search", new Highlight(...ranges));
    openFolds(ranges[0].startContainer.parentElement);
  }

  function openFolds(element) {
    for (var fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  }

  // 言葉は要素の境目をまたぐことがあるので、節の文字をつないでから探す。
  function find(section, hits) {
    var walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    var nodes = [];
    var starts = [];
    var text = "";
    while (walker.nextNode()) {
      nodes.push(walker.currentNode);
      starts.push(text.length);
      text += walker.currentNode.data;
    }

    function place(at) {
      var i = starts.length - 1;
      while (starts[i] > at) i -= 1;
      return { node: nodes[i], offset: at - starts[i] };
    }

    var ranges = [];
    new Set(hits).forEach(function (hit) {
      for (var i = text.indexOf(hit); i >= 0; i = text.indexOf(hit, i + hit.length)) {
        var range = document.createRange();
        var first = place(i);
        var last = place(i + hit.length - 1);
        range.setStart(first.node, first.offset);
        range.setEnd(last.node, last.offset + 1);
        ranges.push(range);
      }
    });
    return ranges;
  }

  window.bookHits = {
    // 次に開く節へ、言葉を持っていく。同じページの節へ移るときは、ページは読み込み直されない。
    carry: function (hits, url) {
      try {
        sessionStorage.setItem(KEY, JSON.stringify(hits));
      } catch (error) {
        // 保存を禁じた環境では、印を付けずに節へ移る。
      }
      if (url.split("#")[0] === location.href.split("#")[0]) setTimeout(show);
    },
  };
  show();
})();
