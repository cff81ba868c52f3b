// Pythonを動かすworker。ページとは、README.mdの約束の文字列だけをやり取りする。
/** @type {any} */
let pyodide;
/** @type {any} */
let runner;

/** @param {Record<string, unknown>} message */
const send = (message) => postMessage(message);

/**
 * 改ざんや壊れを見つけ、届いた部品を知らせながら読む。応答そのものは作り替えない：
 * 作り替えると、ブラウザがコンパイル済みのコードを残せない。
 * @param {{ base: string, files: Record<string, { integrity: string }> }} boot
 */
function checkingFetch({ base, files }) {
  const original = self.fetch;
  /** @param {RequestInfo | URL} input @param {RequestInit} [options] */
  self.fetch = async (input, options) => {
    const url = new URL(input instanceof Request ? input.url : input, self.location.href);
    const name = url.href.startsWith(base) ? url.href.slice(base.length) : "";
    const known = files[name];
    let response;
    try {
      response = await original(url, { ...options, ...(known && { integrity: known.integrity }) });
    } catch (error) {
      send({ type: "bootError", kind: navigator.onLine ? "file" : "offline", file: name, text: String(error) });
      throw error;
    }
    if (!response.ok) {
      send({ type: "bootError", kind: "file", file: name, text: `${response.status}` });
      throw new Error(`${response.status} ${name}`);
    }
    // 中身を確かめるので、応答が来たときには、すべて届いている。
    if (known) send({ type: "progress", file: name });
    return response;
  };
}

/** @param {ArrayBuffer} pack */
function unpack(pack) {
  const data = new Uint8Array(pack);
  const length = new DataView(data.buffer).getUint32(0, true);
  const listing = JSON.parse(new TextDecoder().decode(data.subarray(4, 4 + length)));
  let at = 4 + length;
  const root = "/lib/python3.12/site-packages/";
  for (const [path, size] of listing) {
    pyodide.FS.mkdirTree(root + path.slice(0, path.lastIndexOf("/")));
    pyodide.FS.writeFile(root + path, data.subarray(at, at + size), { canOwn: true });
    at += size;
  }
}

/** @param {any} boot */
async function start(boot) {
  checkingFetch(boot);
  if (boot.touchPoints > 1 && navigator.platform === "MacIntel") {
    // iPadOSはMacと名乗るが、Pyodideの避けるべき道はiPadと同じ。
    Object.defineProperty(navigator, "platform", { value: "iPad" });
  }
  send({ type: "phase", phase: "python" });
  // importは中身を確かめないので、先に確かめて読む。importは、ブラウザの手元の写しを使う。
  const read = async (/** @type {string} */ name) => (await fetch(boot.base + name)).arrayBuffer();
  await Promise.all(["pyodide.js", "pyodide.asm.js"].map(read));
  const { loadPyodide } = await import(`${boot.base}pyodide.js`);
  const names = ["numpy.pack", "book.pack", ...(boot.pytest ? ["pytest.pack"] : [])];
  const starting = loadPyodide({
    indexURL: boot.base,
    stdLibURL: `${boot.base}python_stdlib.zip`,
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
  });
  // 包みは、Pythonが起きるのを待つ間に読む。
  const [started, ...packs] = await Promise.all([starting, ...names.map(read)]);
  pyodide = started;
  if (boot.interrupt) pyodide.setInterruptBuffer(boot.interrupt);
  send({ type: "phase", phase: "numpy" });
  packs.forEach(unpack);
  pyodide.FS.writeFile("/lib/python3.12/site-packages/live_runner.py", boot.runner);
  runner = pyodide.pyimport("live_runner");
  runner.start(boot.recursionLimit);
  send({ type: "ready", versions: runner.versions(), isolated: self.crossOriginIsolated });
}

/** @param {any} request */
function run(request) {
  const parts = { run: request.run };
  const write = (/** @type {string} */ text) => send({ type: "out", ...parts, parts: JSON.parse(text) });
  try {
    const result = JSON.parse(runner.run(request.source, request.name, request.mode, write));
    send({ type: "done", ...parts, ...result });
  } catch (error) {
    send({ type: "fatal", ...parts, text: String(error) });
  }
}

self.addEventListener("message", ({ data }) => {
  if (data.type === "boot") {
    start(data).catch((error) => send({ type: "bootError", kind: "python", text: String(error?.message ?? error) }));
  } else if (data.type === "run") {
    run(data);
  }
});
