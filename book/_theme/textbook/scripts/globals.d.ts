// スクリプトどうしが window を通して渡し合うもの。型の検査だけが読む。
type Theme = "auto" | "light" | "dark";
type Section = {
  url: string;
  page: string;
  title: string;
  trail: string[];
  heading: string;
  text: string;
  foldedHeading: string;
  folded: string;
};
type Found = { words: string[]; pages: number; hits: { section: Section; score: number }[]; suggestion: string | null };
type Piece = { text: string; hit: boolean };
type Excerpt = { text: string; code: boolean }[];
type SearchIndex = { pages: [string, [number, string, string, string][]][]; names: Record<string, string> };
// ページごと、予想や演習ごとの、最後の答え。
type KeptAnswer = { choice: string; right: boolean };
type KeptAnswers = Record<string, Record<string, KeptAnswer>>;

interface Window {
  bookAnswers: {
    all(): KeptAnswers;
    get(name: string): KeptAnswer | undefined;
    keep(name: string, answer: KeptAnswer): void;
    clear(): void;
  };
  bookTasks?: Record<string, string[]>;
  bookTarget(hash: string): HTMLElement | null;
  bookTheme: { current(): Theme; choose(theme: Theme): void };
  bookHits: { carry(hits: string[], url: string): void };
  bookSearch: {
    Engine: new (index: SearchIndex) => { find(query: string): Found };
    split(text: string, words: string[]): Piece[];
    excerpt(text: string, words: string[]): Excerpt;
  };
  bookSearchIndex?: SearchIndex;
}

// 要素の種類は、ひな形のHTMLが決める。選んだ要素の型までは書かない。
interface ParentNode {
  // biome-ignore lint/suspicious/noExplicitAny: 選んだ要素の種類は、HTMLの側が決める。
  querySelector(selectors: string): any;
  // biome-ignore lint/suspicious/noExplicitAny: 同じ理由。
  querySelectorAll(selectors: string): NodeListOf<any>;
}
