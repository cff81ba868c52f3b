/**
 * 再帰の深さの上限。高いままだと、__repr__などの深い再帰でPythonごと止まる。
 * 再帰そのものを学ぶページだけ、普段の上限にする。
 *
 * @param {string} code ページのすべてのコード
 */
export const recursionLimit = (code) => (/RecursionError|recursionlimit/.test(code) ? 1000 : 300);
