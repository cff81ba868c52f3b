// 画面に出す文。失敗のわけと、Pythonのエラーに添える1文。

/** @type {Record<string, string>} */
export const FAILURES = {
  disk: "ファイルとして開いたページでは動かせません。端末で make serve を実行し、表示されるアドレスを開くと動きます。",
  old: "このブラウザでは動かせません。新しいChrome、Edge、Firefox（114以降）、Safari（16.4以降）で動きます。",
  offline: "ネットワークにつながっていないので、Pythonを読み込めませんでした。書いたコードは残っています。",
  file: "Pythonの部品が届かないか、壊れています。書いたコードは残っています。",
  python: "Pythonを起動できませんでした。書いたコードは残っています。",
  silent: "30秒待っても、Pythonの準備が進みません。書いたコードは残っています。",
  worker: "Pythonが止まってしまいました。書いたコードは残っています。",
  memory: "メモリが足りなくなり、Pythonが止まりました。書いたコードは残っています。",
  recursion: "呼び出しが深くなりすぎて、Pythonが止まりました。書いたコードは残っています。",
};

/** @type {Record<string, string>} */
export const PHASES = {
  fetch: "読み込んでいます",
  python: "読み込んでいます",
  numpy: "NumPyを準備しています",
};

/** Pythonのエラーに添える文。 @type {[RegExp, string][]} */
const HINTS = [
  [
    /^SyntaxError: invalid (non-printable )?character/m,
    "全角の文字が、コードに混じっています。記号と空白は半角で書きます。",
  ],
  [/^EOFError/m, "ブラウザのPythonでは、input() に答えられません。値をコードに書きます。"],
  [/^SystemExit/m, "exit() で、このセルは終わりました。変数は残っています。"],
  [/can't start new thread/, "ブラウザのPythonでは、スレッドを使えません。"],
  [
    /MemoryError|Maximum allowed dimension exceeded|array is too big/,
    "メモリが足りません。もっと小さい配列なら動きます。",
  ],
  [/^ModuleNotFoundError/m, "ブラウザのPythonで使えるのは、標準ライブラリの一部、NumPy、dezero_bookです。"],
];

/** @param {string} text */
export const hint = (text) => HINTS.find(([pattern]) => pattern.test(text))?.[1];

/** @param {string} text */
export function fatalKind(text) {
  if (/memory|allocat/i.test(text)) return "memory";
  return /call stack|recursion/i.test(text) ? "recursion" : "worker";
}

/** @type {Record<string, string>} */
export const STOPPED = {
  stop: "止めました。書いたコードは残っています。",
  timeout: "10秒たっても終わらないので、止めました。終わらない繰り返しが、ないでしょうか。",
  restart: "",
  left: "ページを離れたので、止めました。",
};
