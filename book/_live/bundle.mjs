// page/ のスクリプトを、どのページからも読める1つのスクリプトにまとめて、標準出力に書く。
import { build } from "esbuild";

const { outputFiles } = await build({
  entryPoints: [process.argv[2]],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  loader: { ".py": "text" },
  logLevel: "error",
});
process.stdout.write(outputFiles[0].text);
