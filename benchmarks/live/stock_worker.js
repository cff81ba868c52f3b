import { loadPyodide } from "./pyodide/pyodide.mjs";

let booted = null;

async function boot() {
  const python = await loadPyodide();
  await python.loadPackage("numpy", { messageCallback: () => {} });
  return python;
}

self.onmessage = async ({ data }) => {
  booted ??= boot();
  const python = await booted;
  const lines = [];
  python.setStdout({ batched: (line) => lines.push(line) });
  await python.runPythonAsync(data);
  self.postMessage(lines.join("\n"));
};
