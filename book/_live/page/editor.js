// コードを書き換える欄（CodeMirror 6）。shadow rootの中に置き、ページのCSPのもとで自分の書式を使う。
//
// bracketMatchingは使わない：日本語の変換の途中の文字が消える（codemirror/dev#1688）。
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, EditorView, keymap, MatchDecorator, ViewPlugin } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colors = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.bool, tags.null],
    color: "var(--code-keyword)",
  },
  { tag: [tags.definitionKeyword, tags.moduleKeyword], color: "var(--code-keyword)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  {
    tag: [tags.definition(tags.className), tags.function(tags.definition(tags.variableName))],
    color: "var(--code-name)",
  },
  { tag: [tags.standard(tags.variableName), tags.self], color: "var(--code-builtin)" },
  { tag: tags.comment, color: "var(--code-comment)" },
]);

const look = EditorView.theme({
  "&": { color: "inherit", backgroundColor: "transparent", fontSize: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65" },
  ".cm-content": { padding: "0.9em 0 1.6em", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 1.1em" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-error-line": { backgroundColor: "var(--red-soft)", boxShadow: "inset 3px 0 var(--red)" },
  ".cm-full-width": { backgroundColor: "var(--amber-soft)", outline: "1px solid var(--amber)" },
});

/** @type {import("@codemirror/state").StateEffectType<number | null>} */
const markLine = StateEffect.define();
const errorLine = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let changed = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(markLine)) continue;
      const { doc } = transaction.state;
      const known = effect.value !== null && effect.value >= 1 && effect.value <= doc.lines;
      const line = Decoration.line({ class: "cm-error-line" });
      changed = known ? Decoration.set([line.range(doc.line(Number(effect.value)).from)]) : Decoration.none;
    }
    return changed;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** コードに混じった全角の記号と空白。文字列とコメントの中では、間違いではない。 */
const fullWidth = new MatchDecorator({
  regexp: /[\u3000！-～]/gu,
  decorate(add, from, to, _match, view) {
    if (/String|Comment/.test(syntaxTree(view.state).resolveInner(from, 1).name)) return;
    add(from, to, Decoration.mark({ class: "cm-full-width" }));
  },
});
const fullWidthMarks = ViewPlugin.define(
  (view) => ({
    marks: fullWidth.createDeco(view),
    /** @param {import("@codemirror/view").ViewUpdate} update */
    update({ view: updated, docChanged, viewportChanged }) {
      if (docChanged || viewportChanged) this.marks = fullWidth.createDeco(updated);
    },
  }),
  { decorations: (plugin) => plugin.marks },
);

// 説明は、欄の下の余白に重ねる。出たり消えたりしても、すぐ下のボタンが動かない。
const frame = `
  :host { position: relative; }
  p {
    position: absolute; right: 0; bottom: 0; left: 0; margin: 0; padding: 0 1.5em 0.15em;
    overflow: hidden; color: var(--muted); font-family: var(--sans); font-size: 0.75rem; line-height: 1.4; white-space: nowrap;
  }
  :host(:not(:focus-within)) p { visibility: hidden; }
  @media (pointer: coarse) { p { display: none; } }
`;

export class Editor {
  host = document.createElement("div");

  /**
   * @param {string} label 読み上げられる名前
   * @param {string} text
   * @param {{ run: () => void, changed: (text: string) => void }} actions
   */
  constructor(label, text, actions) {
    this.host.className = "live-editor";
    const root = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(frame);
    root.adoptedStyleSheets = [sheet];
    const help = document.createElement("p");
    help.id = "help";
    help.textContent = "Shift+Enterで実行、Tabで字下げ、EscのあとTabで欄から出る";
    const run = () => {
      actions.run();
      return true;
    };
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          keymap.of([
            { key: "Shift-Enter", run },
            { key: "Mod-Enter", run },
            indentWithTab,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          history(),
          indentOnInput(),
          indentUnit.of("    "),
          EditorState.tabSize.of(4),
          pythonLanguage,
          syntaxHighlighting(colors),
          EditorView.lineWrapping,
          errorLine,
          fullWidthMarks,
          look,
          EditorView.contentAttributes.of({
            "aria-label": label,
            "aria-describedby": "help",
            spellcheck: "false",
            autocapitalize: "off",
            autocorrect: "off",
          }),
          EditorView.updateListener.of(({ docChanged, state, transactions }) => {
            const written = transactions.some((each) => !each.annotation(Transaction.remote));
            if (docChanged && written) actions.changed(state.doc.toString());
          }),
        ],
      }),
    });
    root.append(help);
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** 取り消せる変更として、入れ替える。読者が書いたものではないので、changedは呼ばない。 @param {string} text */
  replace(text) {
    if (text === this.text || this.view.composing) return;
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text },
      annotations: Transaction.remote.of(true),
    });
  }

  /** @param {number | null} line */
  mark(line) {
    if (!this.view.composing) this.view.dispatch({ effects: markLine.of(line) });
  }

  /** @param {{ x: number, y: number }} [at] */
  focus(at) {
    this.view.focus();
    const position = at && this.view.posAtCoords(at, false);
    if (position !== undefined) this.view.dispatch({ selection: { anchor: position } });
  }
}
