# どの行も make なしで動く。環境は .venv に作られ、requirements.txt が変わるまで使い回される。
PYTHON ?= python3
BIN := .venv/bin
UV := uv==0.13.9

.PHONY: book serve live test lint audit bench lock math-font clean

book: .venv/installed live
	$(BIN)/jupyter-book build .

test: .venv/installed live tests/prose/node_modules lint
	$(BIN)/pytest

# できた本を、必要なヘッダーを付けて手元で配る。
serve: .venv/installed
	$(BIN)/python book/_live/serve.py _build/html $(PORT)

# ブラウザで動かすPythonの包み。NumPyのwheelが手に入らなければ、1行で知らせて終わる。
live: book/_live/packs.stamp

lint: .venv/installed tests/scripts/node_modules book/_live/node_modules
	PATH="$(CURDIR)/$(BIN):$$PATH" tests/scripts/node_modules/.bin/biome check --config-path=tests/scripts book/_theme/textbook book/_live/page book/_live/*.js book/_live/*.mjs
	PATH="$(CURDIR)/$(BIN):$$PATH" tests/scripts/node_modules/.bin/tsc -p tests/scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# 時間のかかる検査：作り直しても同じ本になること、HTMLの文法、すべてのページのaxe-coreとLighthouse、リンク。Javaが要る。
audit: .venv/installed tests/audit/node_modules
	@command -v java >/dev/null || { echo 'Java（11以上）がありません。HTMLの検査に要ります。'; exit 1; }
	$(BIN)/pytest tests/audit

# 速さを比べ、表を benchmarks/ に書く。パッケージ、ページの中のPython、ページの順。相手のライブラリは .venv-bench に入れる。
bench: .venv-bench/installed book tests/audit/node_modules
	.venv-bench/bin/python -m benchmarks.compare
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m benchmarks.live_speed
	$(BIN)/python -m benchmarks.page_speed

# requirements.txt の版を変えたあとに実行する。間接的な依存も、すべての環境についてまとめて固定し直す。
lock: .venv/installed
	$(BIN)/pip install --quiet $(UV)
	{ echo '# make lock が作る。直接は編集しない。'; grep -v '^-c' requirements.txt | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header -; } > constraints.txt.new
	mv constraints.txt.new constraints.txt

# 数式の書体を切り詰め直す。使う文字を増やすときは、book/_theme/math_font.py を直してから実行する。
math-font: .venv/installed
	$(BIN)/pip install --quiet brotli==1.2.1 fonttools==4.68.0
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --silent --no-save --prefix _build/math-font @fontsource/stix-two-math@5.3.0
	$(BIN)/python book/_theme/math_font.py _build/math-font/node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2

clean:
	rm -rf _build build .venv .venv-bench tests/*/node_modules book/_live/node_modules book/_live/packs book/_live/packs.stamp .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/installed: requirements.txt constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

# npmのパッケージ。Node.jsは、.venvに入っている。
%/node_modules: %/package-lock.json .venv/installed
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-audit --no-fund --prefix $*
	touch $@

book/_live/packs.stamp: book/_live/node_modules book/_live/pack.mjs book/_live/pack.py book/_live/stdlib_modules.json book/_live/prepare.py
	$(BIN)/python book/_live/prepare.py
	touch $@

.venv-bench/installed: benchmarks/requirements.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	touch $@
