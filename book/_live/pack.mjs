// ブラウザへ運ぶPythonの部品を、PyodideのPython自身でコンパイルし、包みにする。
// 使い方：node pack.mjs NumPyのwheel 出力先 site-packages（prepare.pyが呼ぶ）
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const here = dirname(fileURLToPath(import.meta.url));
const [wheel, target, sitePackages] = process.argv.slice(2);
const runtime = join(here, "node_modules", "pyodide");

mkdirSync(target, { recursive: true });
const pyodide = await loadPyodide({ indexURL: `${runtime}/` });
for (const [name, folder] of Object.entries({ here, target, sitePackages, wheel: dirname(wheel), runtime })) {
  pyodide.FS.mkdirTree(`/host/${name}`);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, `/host/${name}`);
}
pyodide.globals.set("wheel_name", wheel.split(/[\\/]/).pop());
await pyodide.runPythonAsync(readFileSync(join(here, "pack.py"), "utf8"));

// 拡張子でMIME型を決めるサーバーのために、.mjsは.jsと名付ける。
cpSync(join(runtime, "pyodide.mjs"), join(target, "pyodide.js"));
for (const name of ["pyodide.asm.js", "pyodide.asm.wasm"]) cpSync(join(runtime, name), join(target, name));
const lock = JSON.parse(readFileSync(join(runtime, "pyodide-lock.json"), "utf8"));
writeFileSync(join(target, "pyodide-lock.json"), JSON.stringify({ info: lock.info, packages: {} }));
