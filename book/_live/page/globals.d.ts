// start.js、main.js、拡張（book/_ext/page/live.py）が、windowを通して渡し合うもの。型の検査だけが読む。
type LiveFile = { size: number; integrity: string };
type LiveParts = {
  folder: string;
  files: Record<string, LiveFile>;
  /** live.jsが届いたあとだけある。 */
  page?: { run(bar: Element): void; edit(bar: Element, at?: { x: number; y: number }): void; restore(): void };
};
type Part = [kind: "stdout" | "stderr", text: string];
type RunError = { type: string; text: string; line: number | null };
type Result = {
  ok: boolean;
  repr: string | null;
  html: string | null;
  error: RunError | null;
  dropped: number;
  ms: number;
  passed?: boolean | null;
  message?: string | null;
};
/** 動かし終えられなかったわけ。 */
type Stopped = "stop" | "timeout" | "restart" | "left";
type Failure = { kind: string; file?: string };

interface Window {
  bookLive: LiveParts;
}
declare module "*.py" {
  const text: string;
  export default text;
}
