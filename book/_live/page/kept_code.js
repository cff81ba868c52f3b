// 読者の書いたコード。このブラウザの中にだけ残る。
// もとのコードと一緒に残し、本の新しい版でもとのコードが変わっていたら、それと分かるようにする。
const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
const page = location.pathname.slice(root.pathname.length) || "index.html";
const PREFIX = `code:${root.pathname}:${page}#`;

/** このページに残っているコードがあるか。 */
export function anyKept() {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(PREFIX));
  } catch {
    return false;
  }
}

/**
 * @param {number} index
 * @returns {{ original: string, text: string } | null}
 */
export function kept(index) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + index) ?? "null");
  } catch {
    return null;
  }
}

/**
 * 残す。もとのコードと同じなら、消す。残せたかを返す。
 * @param {number} index
 * @param {string} original
 * @param {string} text
 */
export function keep(index, original, text) {
  try {
    if (text === original) localStorage.removeItem(PREFIX + index);
    else localStorage.setItem(PREFIX + index, JSON.stringify({ original, text }));
    return true;
  } catch {
    return false;
  }
}

/**
 * 別のタブで書き換えられたら、そのセルの番号を知らせる。
 * @param {(index: number) => void} tell
 */
export function watchOtherTabs(tell) {
  addEventListener("storage", ({ key }) => {
    if (key?.startsWith(PREFIX)) tell(Number(key.slice(PREFIX.length)));
  });
}
