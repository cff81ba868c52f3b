"""数式の書体（STIX Two Math）を、この本の数式に要る文字だけに切り詰める。

使い方：python book/_theme/math_font.py 元のwoff2
結果は book/_theme/textbook/static/fonts/stix-two-math.woff2 に書く（``make math-font``）。
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

TARGET = Path(__file__).parent / "textbook" / "static" / "fonts" / "stix-two-math.woff2"

CHARACTERS = {
    "英数字と記号": "20-7E A0 A3 A5 AC B0-B3 B5 B7 B9 D7 F7",
    "ギリシャ文字": "391-3A9 3B1-3C9 3D1 3D5 3D6 3F0 3F1 3F5",
    "点とプライム": "2013 2014 2018 2019 201C 201D 2026 2032-2035 2057 22EE 22EF 22F1",
    "見えない演算子と空白": "2002 2003 2009 200B 2061-2064",
    "アクセント": "A8 AF B4 2C6 2C7 2D9 2DC 203E 300-308 30C 20D7",
    "文字の形の記号": "2102 210B 210E 210F 2111-2113 2115 2119-211A 211C-211D 2124 212C 2130 2131 2135",
    "矢印": "2190-2195 21A6 21C0 21D0-21D4 27F5-27FA 27FC",
    "演算子": "2200-2209 220B 220F 2211-2213 2215-221A 221D 221E 2223 2225 2227-222C 222E 2234 2235",
    "関係": "223C 2243 2245 2248 2254 2260 2261 2264 2265 226A 226B 2272 2273 2282 2283 2286 2287",
    "丸や点": "2295 2297 2299 22A4 22A5 22C5 22C6 25A1 25CB 2713",
    "括弧と横の括弧": "2016 2308-230B 23B4 23B5 23DC-23DF 27E8 27E9",
    "斜体": "1D434-1D467 1D6A4 1D6A5 1D6E2-1D71B",
    "太字": "1D400-1D433 1D7CE-1D7D7",
    "太字の斜体": "1D468-1D49B",
    "筆記体": "1D49C-1D4B5",
    "黒板太字": "1D538-1D551",
}


def codepoints() -> set[int]:
    points: set[int] = set()
    for ranges in CHARACTERS.values():
        for item in ranges.split():
            first, _, last = item.partition("-")
            points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


# 配布されている書体には、上付きにするための大きなプライム（OpenTypeのssty）がない。
# この本のプライムはいつも上付きなので、元の字形を大きくし、低い位置に置く。
PRIMES = (0x2032, 0x2033, 0x2034, 0x2057)
PRIME_SCALE = 1.5
PRIME_BOTTOM = 60


def enlarge_primes(font: TTFont) -> None:
    glyphs, outlines = font.getGlyphSet(), font["glyf"]
    enlarged = {}
    for name in [font.getBestCmap()[code] for code in PRIMES]:
        lift = PRIME_BOTTOM - PRIME_SCALE * outlines[name].yMin
        pen = TTGlyphPen(None)
        glyphs[name].draw(TransformPen(pen, (PRIME_SCALE, 0, 0, PRIME_SCALE, 0, lift)))
        enlarged[name] = pen.glyph()
    for name, glyph in enlarged.items():
        outlines[name] = glyph
        glyph.recalcBounds(outlines)
        font["hmtx"][name] = (round(font["hmtx"][name][0] * PRIME_SCALE), glyph.xMin)


# いちばん小さい根号でも√uには大きく、文字の下へはみ出す。さらに小さい形を加える。
RADICAL = 0x221A
RADICAL_HEIGHTS = (780, 970)


def add_small_radicals(font: TTFont) -> None:
    variants = font["MATH"].table.MathVariants
    records = dict(
        zip(variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction)
    )
    base = font.getBestCmap()[RADICAL]
    record = records[base]
    full = record.MathGlyphVariantRecord[0].AdvanceMeasurement
    original = font["glyf"][base]
    advance = font["hmtx"][base][0]
    shapes = {}
    for height in (*RADICAL_HEIGHTS, full):
        scale = height / full
        pen = TTGlyphPen(None)
        across = (1 + scale) / 2  # 縦ほどには細くしない
        lift = original.yMax * (1 - scale)
        font.getGlyphSet()[base].draw(TransformPen(pen, (across, 0, 0, scale, 0, lift)))
        shapes[height] = pen, round(advance * across)
    larger = record.MathGlyphVariantRecord[1:]
    record.MathGlyphVariantRecord = []
    for i, (height, (pen, width)) in enumerate(shapes.items()):
        name = base if i == 0 else f"{base}.h{height}"
        _add_glyph(font, name, pen, width)
        _add_variant(record, name, height)
    record.MathGlyphVariantRecord += larger


def _add_glyph(font: TTFont, name: str, pen: TTGlyphPen, width: int) -> None:
    glyph = pen.glyph()
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)


def _add_variant(record: otTables.MathGlyphConstruction, name: str, size: int) -> None:
    variant = otTables.MathGlyphVariantRecord()
    variant.VariantGlyph, variant.AdvanceMeasurement = name, size
    record.MathGlyphVariantRecord.append(variant)


def cut(source: Path) -> None:
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["ccmp"],
        name_IDs=[0, 1, 2, 4, 6, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codepoints())
    subsetter.subset(font)
    enlarge_primes(font)
    add_small_radicals(font)
    subset.save_font(font, str(TARGET), options)


if __name__ == "__main__":
    cut(Path(sys.argv[1]))
