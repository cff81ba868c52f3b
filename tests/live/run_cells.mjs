// 標準入力のJSON（包みの場所と、章ごとのセル）を、ブラウザと同じ包みと同じrunner.pyで動かす。
import { readFileSync } from "node:fs";
import { join } from "node:path";

const { packs, live, chapters } = JSON.parse(readFileSync(0, "utf8"));
const { loadPyodide } = await import(join(live, "node_modules", "pyodide", "pyodide.mjs"));
const results = {};
for (const [name, { cells, recursionLimit }] of Object.entries(chapters)) {
  const pyodide = await loadPyodide({ indexURL: `${packs}/`, stdLibURL: join(packs, "python_stdlib.zip") });
  for (const pack of ["numpy.pack", "book.pack", "pytest.pack"]) {
    const data = readFileSync(join(packs, pack));
    const length = data.readUInt32LE(0);
    let at = 4 + length;
    for (const [path, size] of JSON.parse(data.subarray(4, at).toString())) {
      const place = `/lib/python3.12/site-packages/${path}`;
      pyodide.FS.mkdirTree(place.slice(0, place.lastIndexOf("/")));
      pyodide.FS.writeFile(place, data.subarray(at, at + size));
      at += size;
    }
  }
  pyodide.FS.writeFile("/lib/python3.12/site-packages/live_runner.py", readFileSync(join(live, "runner.py")));
  const runner = pyodide.pyimport("live_runner");
  runner.start(recursionLimit);
  results[name] = cells.map((source, i) => {
    const parts = [];
    const done = JSON.parse(runner.run(source, `セル${i + 1}`, "cell", (text) => parts.push(...JSON.parse(text))));
    return { ...done, parts };
  });
}
console.log(JSON.stringify(results));
process.exit(0);
