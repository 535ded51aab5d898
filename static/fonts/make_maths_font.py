"""Makes stix-two-math.woff2 from the font of npm's @fontsource/stix-two-math@5.3.0.

    npm pack @fontsource/stix-two-math@5.3.0 && tar xzf fontsource-stix-two-math-5.3.0.tgz
    pip install fonttools==4.68.0 brotli==1.2.1
    python make_maths_font.py package/files/stix-two-math-latin-400-normal.woff2 stix-two-math.woff2

Keeps the letters, signs and MATH table that schools need. Makes every size of the root sign as wide as the smallest:
Chromium reserves the width of the widest, which leaves a gap after each root.
"""

import sys

from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont

UNICODES = """
20-7E A0-FF 131 237 2C6 2C7 2D8-2DD 300-30C 332 338 391-3A1 3A3-3A9 3B1-3C9 3D1 3D5 3D6 3F0 3F1 3F5 2010-2016
2018-201D 2020-2022 2026 2032-2037 203E 2044 2057 2061-2064 20D6 20D7 20E1 2102 210B 210D-2113 2115 2119-211D 2124
2128 212B-2131 2133-2138 2190-219A 21A6 21A9 21AA 21BC-21CC 21D0-21D5 21DA 21DB 2200-22FF 2308-230B 2322 2323 23B0
23B1 23B4 23B5 23DC-23E1 25A0 25A1 25B3 25B5 25B9 25BD 25CA 25CB 25EF 2605 2660-2663 2713 27C2 27E8-27EF 27F5-27FC
2A00-2A06 2A0C 2A3F 2A7D 2A7E 2AAF 2AB0 1D400-1D4CF 1D504-1D56B 1D5A0-1D5D3 1D670-1D6A5 1D6A8-1D755 1D7CE-1D7EB
1D7F6-1D7FF
"""


def subset(font):
    options = Options()
    options.layout_features = ["ssty", "dtls", "flac", "ccmp", "mark", "mkmk", "kern"]
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(",".join(UNICODES.split())))
    subsetter.subset(font)


def root_glyphs(font):
    """The root sign, and the glyphs of each larger one: a glyph for each size, parts for the largest."""
    root = font.getBestCmap()[0x221A]
    variants = font["MATH"].table.MathVariants
    index = variants.VertGlyphCoverage.glyphs.index(root)
    construction = variants.VertGlyphConstruction[index]
    larger = [v.VariantGlyph for v in construction.MathGlyphVariantRecord if v.VariantGlyph != root]
    parts = [p.glyph for p in construction.GlyphAssembly.PartRecords]
    return root, [[name] for name in larger] + [sorted(set(parts))]


def narrow_roots(font):
    root, groups = root_glyphs(font)
    width = font["hmtx"][root][0]
    glyphs = font.getGlyphSet()
    for group in groups:
        # The parts of one sign keep their place towards each other.
        scale = min(1, width / max(font["hmtx"][name][0] for name in group))
        for name in group:
            pen = TTGlyphPen(None)
            glyphs[name].draw(TransformPen(pen, (scale, 0, 0, 1, 0, 0)))
            font["glyf"][name] = pen.glyph()
            advance, bearing = font["hmtx"][name]
            font["hmtx"][name] = (min(width, round(advance * scale)), round(bearing * scale))


def main(source, target):
    font = TTFont(source)
    subset(font)
    narrow_roots(font)
    font.flavor = "woff2"
    font.save(target)


main(*sys.argv[1:])
