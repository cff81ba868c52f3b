// 検索の本体。検索を初めて開いたときに、索引とともに読み込まれる。
// 日本語は単語に区切らず、本文の文字列をそのまま探すので、文中のどの言葉も見つかる。
(() => {
  const EXCERPT = 96;
  const LEAD = 28;
  const CLUSTER = /[\s\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu;

  /**
   * 全角と半角、大文字と小文字、形の似た記号、長音の有無（コンピューターとコンピュータ）を区別しない。
   * @param {string} text
   */
  function fold(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("\u2212", "-")
      .replaceAll("\u301c", "~")
      .replaceAll("ー", "");
  }

  /** @param {string} query */
  function words(query) {
    return [...new Set(fold(query).trim().split(/\s+/))].filter(Boolean);
  }

  /**
   * @param {SearchIndex["pages"][number]} page
   * @returns {Section[]}
   */
  function readSections([page, rows]) {
    /** @type {string[]} */
    let trail = [];
    return rows.map(([depth, anchor, heading, text]) => {
      trail = trail.slice(0, depth);
      const section = {
        url: `${page}#${anchor}`,
        page,
        title: rows[0][2],
        trail,
        heading,
        text,
        foldedHeading: fold(heading),
        folded: fold(`${heading}\n${text}`),
      };
      trail = [...trail, heading];
      return section;
    });
  }

  class Engine {
    /** @param {SearchIndex} index */
    constructor(index) {
      this.names = new Map(Object.entries(index.names).map(([name, term]) => [fold(name), term]));
      this.pages = index.pages.map((page) => {
        const sections = readSections(page);
        return { sections, folded: sections.map((section) => section.folded).join("\n") };
      });
    }

    /**
     * すべての言葉を含むページの節を、ふさわしい順に返す。
     * @param {string} query
     * @returns {Found}
     */
    find(query) {
      const wanted = words(query);
      const scorers = wanted.map(scorer);
      const pages = wanted.length
        ? this.pages.filter((page) => wanted.every((word) => page.folded.includes(word)))
        : [];
      const found = pages.flatMap((page) => hits(page.sections, wanted, scorers));
      found.sort((a, b) => b.score - a.score);
      return { words: wanted, pages: pages.length, hits: found, suggestion: this.suggest(query) };
    }

    /**
     * 読み・英語・間違えやすい表記で探した読者に、この本での用語を知らせる。
     * @param {string} query
     */
    suggest(query) {
      return this.names.get(fold(query).trim().replace(/\s+/g, " ")) ?? null;
    }
  }

  /**
   * @param {Section[]} sections
   * @param {string[]} wanted
   * @param {((section: Section) => number)[]} scorers
   */
  function hits(sections, wanted, scorers) {
    const phrase = wanted.length > 1 ? wanted.join(" ") : null;
    const scored = sections
      .map((section) => {
        const scores = scorers.map((score) => score(section));
        const together = phrase && section.folded.includes(phrase) ? 20 : 0;
        return { section, scores, score: scores.reduce((a, b) => a + b, together) };
      })
      .filter((hit) => hit.scores.some(Boolean));
    const complete = scored.filter((hit) => hit.scores.every(Boolean));
    if (complete.length) return complete;
    // 言葉が別々の節に分かれているページでは、言葉ごとに最もふさわしい節を示す。
    const best = wanted.map((_, i) => scored.reduce((a, b) => (b.scores[i] > a.scores[i] ? b : a)));
    return [...new Set(best)].map(({ section, score }) => ({ section, score: score / 4 }));
  }

  /**
   * 見出しにある言葉を先に、次に出てくる回数の多い節を示す。
   * @param {string} word
   */
  function scorer(word) {
    const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const whole = new RegExp(/^\w+$/.test(word) ? `\\b${escaped}\\b` : escaped);
    /** @param {Section} section */
    return (section) => {
      const count = section.folded.split(word).length - 1;
      if (!count) return 0;
      let score = 4 * Math.log2(1 + count);
      if (whole.test(section.folded)) score += 8;
      if (section.foldedHeading.includes(word)) {
        score += 20 + (40 * word.length) / section.foldedHeading.length;
        if (!section.trail.length) score += 10;
      }
      return score;
    };
  }

  /**
   * 言葉に当たる部分を、元の文字列での位置 [始まり, 終わり] の並びにする。
   * @param {string} text
   * @param {string[]} wanted
   */
  function ranges(text, wanted) {
    // 字形をそろえた文字列の1文字ずつが、元の文字列のどこからどこまでか。
    let folded = "";
    /** @type {number[]} */
    const starts = [];
    /** @type {number[]} */
    const ends = [];
    for (const match of text.matchAll(CLUSTER)) {
      const piece = fold(match[0]);
      for (let i = 0; i < piece.length; i++) {
        starts.push(match.index);
        ends.push(match.index + match[0].length);
      }
      folded += piece;
    }
    /** @type {[number, number][]} */
    const found = [];
    for (const word of wanted) {
      for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length)) {
        found.push([starts[i], ends[i + word.length - 1]]);
      }
    }
    found.sort((a, b) => a[0] - b[0]);
    /** @type {[number, number][]} */
    const merged = [];
    for (const range of found) {
      const last = merged.at(-1);
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
      else merged.push(range);
    }
    return merged;
  }

  /**
   * 文字列を、言葉に当たる部分とそうでない部分に分ける。
   * @param {string} text
   * @param {string[]} wanted
   */
  function split(text, wanted) {
    /** @type {Piece[]} */
    const pieces = [];
    let end = 0;
    for (const [from, to] of ranges(text, wanted)) {
      pieces.push({ text: text.slice(end, from), hit: false }, { text: text.slice(from, to), hit: true });
      end = to;
    }
    pieces.push({ text: text.slice(end), hit: false });
    return pieces.filter((piece) => piece.text);
  }

  /**
   * 本文のうち、言葉のまわりの部分。文や行の始まりが近ければ、そこから始める。
   * 索引では、コードの行がタブで始まる。
   * @param {string} text
   * @param {string[]} wanted
   */
  function excerpt(text, wanted) {
    const found = ranges(text, wanted);
    const first = found.length ? densest(found) : 0;
    let start = Math.max(0, first - LEAD);
    if (start) {
      const before = text.slice(0, first);
      const sentence = Math.max(before.lastIndexOf("。"), before.lastIndexOf("\n")) + 1;
      if (sentence >= first - 2 * LEAD) start = sentence;
    }
    let end = Math.min(text.length, start + EXCERPT);
    if (isLowSurrogate(text, start)) start += 1;
    if (isLowSurrogate(text, end)) end += 1;
    const startsInCode = text.startsWith("\t", text.lastIndexOf("\n", start - 1) + 1);
    const lines = text.slice(start, end).split("\n");
    /** @type {Excerpt} */
    const parts = lines.map((line, i) => ({
      text: line.trim(),
      code: line.startsWith("\t") || (i === 0 && startsInCode),
    }));
    const shown = parts.filter((part) => part.text);
    if (start && shown.length) shown[0].text = `…${shown[0].text}`;
    if (end < text.length && shown.length) shown[shown.length - 1].text += "…";
    return shown.flatMap((part, i) => (i ? [{ text: " ", code: false }, part] : [part]));
  }

  /**
   * @param {string} text
   * @param {number} i
   */
  function isLowSurrogate(text, i) {
    return i < text.length && (text.charCodeAt(i) & 0xfc00) === 0xdc00;
  }

  /**
   * 抜き書きの長さの中に、当たりが最も多く入る所の、最初の当たりの位置。
   * @param {[number, number][]} found
   */
  function densest(found) {
    let best = 0;
    let most = 0;
    for (let i = 0, last = 0; i < found.length; i++) {
      while (last < found.length && found[last][1] <= found[i][0] + EXCERPT - LEAD) last += 1;
      if (last - i > most) {
        most = last - i;
        best = found[i][0];
      }
    }
    return best;
  }

  window.bookSearch = { Engine, split, excerpt };
})();
