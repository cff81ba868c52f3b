// 標準入力のJSON（場所と、ページごとのセル）を、ブラウザと同じ包みと同じrunner.pyで動かす。
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const { packs, live, root, pages } = JSON.parse(readFileSync(0, "utf8"));
const { loadPyodide } = await import(join(live, "node_modules", "pyodide", "pyodide.mjs"));
const { recursionLimit } = await import(join(live, "page", "recursion.js"));
const results = {};
for (const [name, cells] of Object.entries(pages)) {
  const pyodide = await loadPyodide({ indexURL: `${packs}/`, stdLibURL: join(packs, "python_stdlib.zip") });
  const write = (path, data) => {
    const place = `/lib/python3.12/site-packages/${path}`;
    pyodide.FS.mkdirTree(place.slice(0, place.lastIndexOf("/")));
    pyodide.FS.writeFile(place, data);
  };
  for (const pack of ["numpy.pack", "pytest.pack"]) {
    const data = readFileSync(join(packs, pack));
    const length = data.readUInt32LE(0);
    let at = 4 + length;
    for (const [path, size] of JSON.parse(data.subarray(4, at).toString())) {
      write(path, data.subarray(at, at + size));
      at += size;
    }
  }
  for (const path of globSync("dezero_book/**/*.py", { cwd: root })) write(path, readFileSync(join(root, path)));
  write("live_runner.py", readFileSync(join(live, "runner.py")));
  const runner = pyodide.pyimport("live_runner");
  runner.start(recursionLimit(cells.join("\n")));
  results[name] = cells.map((source, i) => {
    const parts = [];
    const done = JSON.parse(runner.run(source, `セル${i + 1}`, "cell", (text) => parts.push(...JSON.parse(text))));
    return { ...done, parts };
  });
}
console.log(JSON.stringify(results));
process.exit(0);
