// 検索の本体。検索を初めて開いたときに、索引とともに読み込まれる。
// 日本語は単語に区切らず、本文の文字列をそのまま探すので、文中のどの言葉も見つかる。
(function () {
  "use strict";
  var EXCERPT = 96;
  var LEAD = 28;
  var CLUSTER = /[^][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu;

  // 全角と半角、大文字と小文字、形の似た記号を区別しない。
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\u2212/g, "-").replace(/\u301c/g, "~");
  }

  function words(query) {
    return Array.from(new Set(fold(query).trim().split(/\s+/))).filter(Boolean);
  }

  // 索引は、JSONをbzip2で縮め、base64にしたもの。
  function unpack(packed) {
    var bytes = Uint8Array.from(atob(packed), function (char) {
      return char.charCodeAt(0);
    });
    return JSON.parse(new TextDecoder().decode(window.bunzip2(bytes)));
  }

  function readSections(page) {
    var trail = [];
    return page[1].map(function (row) {
      trail = trail.slice(0, row[0]);
      var section = {
        url: page[0] + "#" + row[1],
        page: page[0],
        title: page[1][0][2],
        trail: trail.slice(),
        heading: row[2],
        text: row[3],
        foldedHeading: fold(row[2]),
        folded: fold(row[2] + "\n" + row[3]),
      };
      trail.push(row[2]);
      return section;
    });
  }

  function Engine(packed) {
    var index = unpack(packed);
    this.names = new Map();
    Object.keys(index.names).forEach(function (name) {
      this.names.set(fold(name), index.names[name]);
    }, this);
    this.pages = index.pages.map(function (page) {
      var sections = readSections(page);
      return {
        sections: sections,
        folded: sections
          .map(function (section) {
            return section.folded;
          })
          .join("\n"),
      };
    });
  }

  // すべての言葉を含むページの節を、ふさわしい順に返す。
  Engine.prototype.find = function (query) {
    var wanted = words(query);
    var scorers = wanted.map(scorer);
    var phrase = wanted.length > 1 ? wanted.join(" ") : null;
    var found = [];
    var pages = 0;
    if (wanted.length) {
      this.pages.forEach(function (page) {
        if (!wanted.every(contains(page.folded))) return;
        pages += 1;
        found.push.apply(found, hits(page.sections, wanted, scorers, phrase));
      });
    }
    found.sort(function (a, b) {
      return b.score - a.score;
    });
    return { words: wanted, pages: pages, hits: found, suggestion: this.suggest(query) };
  };

  // 読み・英語・間違えやすい表記で探した読者に、この本での用語を知らせる。
  Engine.prototype.suggest = function (query) {
    return this.names.get(fold(query).trim().replace(/\s+/g, " ")) || null;
  };

  function contains(text) {
    return function (word) {
      return text.indexOf(word) >= 0;
    };
  }

  function hits(sections, wanted, scorers, phrase) {
    var scored = sections
      .map(function (section) {
        var scores = scorers.map(function (score) {
          return score(section);
        });
        var count = scores.filter(Boolean).length;
        var together = phrase && section.folded.indexOf(phrase) >= 0 ? 20 : 0;
        return { section: section, scores: scores, count: count, score: sum(scores) + together };
      })
      .filter(function (hit) {
        return hit.count;
      });
    var complete = scored.filter(function (hit) {
      return hit.count === wanted.length;
    });
    if (complete.length) return complete;
    // 言葉が別々の節に分かれているページでは、言葉ごとに最もふさわしい節を示す。
    var best = wanted.map(function (word, i) {
      return scored.reduce(function (a, b) {
        return b.scores[i] > a.scores[i] ? b : a;
      });
    });
    return Array.from(new Set(best)).map(function (hit) {
      return { section: hit.section, score: hit.score / 4 };
    });
  }

  function sum(numbers) {
    return numbers.reduce(function (a, b) {
      return a + b;
    }, 0);
  }

  // 見出しにある言葉を先に、次に出てくる回数の多い節を示す。
  function scorer(word) {
    var escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    var whole = /^\w+$/.test(word) ? new RegExp("\\b" + escaped + "\\b") : new RegExp(escaped);
    return function (section) {
      var count = section.folded.split(word).length - 1;
      if (!count) return 0;
      var score = 4 * Math.log2(1 + count);
      if (whole.test(section.folded)) score += 8;
      if (section.foldedHeading.indexOf(word) >= 0) {
        score += 20 + (40 * word.length) / section.foldedHeading.length;
        if (!section.trail.length) score += 10;
      }
      return score;
    };
  }

  // 字形をそろえた文字列と、その1文字ずつの、元の文字列での始まりと終わり。
  function align(text) {
    var folded = fold(text);
    if (folded.length === text.length) return { folded: folded, start: same, end: next };
    folded = "";
    var starts = [];
    var ends = [];
    Array.from(text.matchAll(CLUSTER)).forEach(function (match) {
      var piece = fold(match[0]);
      for (var i = 0; i < piece.length; i++) {
        starts.push(match.index);
        ends.push(match.index + match[0].length);
      }
      folded += piece;
    });
    return {
      folded: folded,
      start: function (i) {
        return starts[i];
      },
      end: function (i) {
        return ends[i];
      },
    };
  }

  function same(i) {
    return i;
  }

  function next(i) {
    return i + 1;
  }

  // 言葉に当たる部分を、元の文字列での位置 [始まり, 終わり] の並びにする。
  function ranges(text, wanted) {
    var aligned = align(text);
    var folded = aligned.folded;
    var found = [];
    wanted.forEach(function (word) {
      for (var i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length)) {
        found.push([aligned.start(i), aligned.end(i + word.length - 1)]);
      }
    });
    found.sort(function (a, b) {
      return a[0] - b[0];
    });
    return found.reduce(function (merged, range) {
      var last = merged[merged.length - 1];
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
      else merged.push(range);
      return merged;
    }, []);
  }

  // 文字列を、言葉に当たる部分とそうでない部分に分ける。
  function split(text, wanted) {
    var pieces = [];
    var end = 0;
    ranges(text, wanted).forEach(function (range) {
      pieces.push({ text: text.slice(end, range[0]), hit: false });
      pieces.push({ text: text.slice(range[0], range[1]), hit: true });
      end = range[1];
    });
    pieces.push({ text: text.slice(end), hit: false });
    return pieces.filter(function (piece) {
      return piece.text;
    });
  }

  // 本文のうち、言葉のまわりの部分。文や行の始まりが近ければ、そこから始める。
  function excerpt(text, wanted) {
    var found = ranges(text, wanted);
    var first = found.length ? densest(found) : 0;
    var start = Math.max(0, first - LEAD);
    if (start) {
      var before = text.slice(0, first);
      var sentence = Math.max(before.lastIndexOf("。"), before.lastIndexOf("\n")) + 1;
      if (sentence >= first - 2 * LEAD) start = sentence;
    }
    var end = Math.min(text.length, start + EXCERPT);
    if (isLowSurrogate(text, start)) start += 1;
    if (isLowSurrogate(text, end)) end += 1;
    var piece = text.slice(start, end).trim().replace(/\n/g, " ");
    return (start ? "…" : "") + piece + (end < text.length ? "…" : "");
  }

  function isLowSurrogate(text, i) {
    return i < text.length && (text.charCodeAt(i) & 0xfc00) === 0xdc00;
  }

  // 抜き書きの長さの中に、当たりが最も多く入る所の、最初の当たりの位置。
  function densest(found) {
    var best = 0;
    var most = 0;
    for (var i = 0, last = 0; i < found.length; i++) {
      while (last < found.length && found[last][1] <= found[i][0] + EXCERPT - LEAD) last += 1;
      if (last - i > most) {
        most = last - i;
        best = found[i][0];
      }
    }
    return best;
  }

  window.bookSearch = { Engine: Engine, split: split, excerpt: excerpt };
})();
