// ヒントは1つずつ。前のヒントを開くまで、次のヒントは現れない。
for (const hint of document.querySelectorAll(".fold-hint")) {
  const next = hint.nextElementSibling;
  if (next?.classList.contains("fold-hint")) {
    next.classList.add("later");
    hint.addEventListener("toggle", () => next.classList.remove("later"), { once: true });
  }
}
