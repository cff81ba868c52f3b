// セルが返した図と表を、知っている要素と属性だけで組み直す。スクリプト、外への参照、ページの名前（id）は残さない。
const ELEMENTS = new Set(
  (
    "svg g path rect circle ellipse line polyline polygon text tspan title desc " +
    "div span p b i em strong code pre br ul ol li table caption thead tbody tfoot tr th td"
  ).split(" "),
);
const ATTRIBUTES =
  /^(viewBox|preserveAspectRatio|width|height|d|x|y|x1|y1|x2|y2|cx|cy|r|rx|ry|dx|dy|points|transform|display|opacity|fill|stroke|(fill|stroke)-opacity|fill-rule|stroke-(width|dasharray|dashoffset|linecap|linejoin|miterlimit)|font-(family|size|style|weight)|text-anchor|dominant-baseline|textLength|lengthAdjust|role|aria-label|data-node|colspan|rowspan|scope)$/;

/** @param {string} text */
export function sanitize(text) {
  const { body } = new DOMParser().parseFromString(text, "text/html");
  const safe = document.createDocumentFragment();
  copyChildren(body, safe);
  return safe;
}

/** @param {Element} from @param {ParentNode} to */
function copyChildren(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.textContent ?? "");
    if (!(node instanceof Element) || !ELEMENTS.has(node.localName)) continue;
    const copy = document.createElementNS(node.namespaceURI, node.localName);
    for (const { name, value } of node.attributes) {
      if (ATTRIBUTES.test(name) && !/url\(|:\/\/|javascript:/i.test(value)) copy.setAttribute(name, value);
    }
    // 見た目を変えるクラスは、計算グラフの図のものだけ。
    const classes = [...node.classList].filter((name) => /^graph(-|$)/.test(name));
    if (classes.length) copy.setAttribute("class", classes.join(" "));
    copyChildren(node, copy);
    to.append(copy);
  }
}
