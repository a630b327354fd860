// Display list to SVG, one document per page: glyphs as outlines, so that the picture needs no fonts and agrees with
// the PDF to the pixel.

import type { Op, Page, TextOp } from '../flow/display.ts';
import type { Face } from '../fonts/face.ts';
import type { FontLibrary } from '../fonts/library.ts';
import { darkRuns } from '../pdf/content.ts';
import { pdfNumber as round } from '../pdf/text-object.ts';
import { PAGE_HEIGHT, PAGE_WIDTH } from '../units.ts';

/** The page as SVG in points, 595.276 x 841.89; `widthPx` sets the size it is shown at. */
export function pageSvg(fonts: FontLibrary, page: Page, widthPx: number): string {
  const glyphs = new Map<string, string>();
  const body = page.ops.map((op) => drawOp(fonts, op, glyphs)).join('');
  const heightPx = Math.round((widthPx * PAGE_HEIGHT) / PAGE_WIDTH);
  const box = `0 0 ${round(PAGE_WIDTH)} ${round(PAGE_HEIGHT)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="${box}">`,
    `<defs>${[...glyphs.values()].join('')}</defs>`,
    `<rect width="${round(PAGE_WIDTH)}" height="${round(PAGE_HEIGHT)}" fill="#fff"/>${body}</svg>`,
  ].join('');
}

function drawOp(fonts: FontLibrary, op: Op, glyphs: Map<string, string>): string {
  switch (op.kind) {
    case 'text':
      return drawTextOp(fonts, op, glyphs);
    case 'rect': {
      const radius = op.radius === 0 ? '' : ` rx="${round(op.radius)}"`;
      const place = `x="${round(op.x)}" y="${round(op.y)}" width="${round(op.width)}" height="${round(op.height)}"`;
      return `<rect ${place}${radius} fill="${op.colour}"/>`;
    }
    case 'line': {
      const dash = op.dash === null ? '' : ` stroke-dasharray="${round(op.dash)}"`;
      const ends = `x1="${round(op.x1)}" y1="${round(op.y1)}" x2="${round(op.x2)}" y2="${round(op.y2)}"`;
      return `<line ${ends} stroke="${op.colour}" stroke-width="${round(op.width)}"${dash}/>`;
    }
    case 'picture': {
      const place = `x="${round(op.x)}" y="${round(op.y)}" width="${round(op.width)}" height="${round(op.height)}"`;
      return `<image ${place} href="data:image/png;base64,${Buffer.from(op.png).toString('base64')}"/>`;
    }
    case 'qr': {
      const edge = round(op.size / op.modules);
      const path = [...darkRuns(op)].map(([x, y, length]) => `M${x} ${y}h${length}v1h-${length}z`).join('');
      return `<path transform="translate(${round(op.x)} ${round(op.y)}) scale(${edge})" d="${path}"/>`;
    }
  }
}

/** Glyph ids of one face, each outline defined once in <defs>. */
function glyphId(face: Face, glyph: number, glyphs: Map<string, string>): string | null {
  const id = `${face.name}-${glyph}`;
  if (!glyphs.has(id)) {
    const path = face.path(glyph);
    glyphs.set(id, path === '' ? '' : `<path id="${id}" d="${path}"/>`);
  }
  return glyphs.get(id) === '' ? null : id;
}

function drawTextOp(fonts: FontLibrary, op: TextOp, glyphs: Map<string, string>): string {
  let out = '';
  for (const run of fonts.shape(op.font, op.text).runs) {
    const perUnit = run.face.unitsPerEm / 1000;
    const scale = Math.round((op.size / run.face.unitsPerEm) * 1e6) / 1e6;
    const x = round(op.x + (run.offset * op.size) / 1000);
    let pen = 0;
    let uses = '';
    run.glyphs.forEach((glyph, index) => {
      const id = glyphId(run.face, glyph, glyphs);
      if (id !== null) uses += `<use href="#${id}" x="${round(pen * perUnit)}"/>`;
      pen += run.face.advance(glyph) + (run.shifts[index] ?? 0);
    });
    if (uses !== '') {
      out += `<g fill="${op.colour}" transform="translate(${x} ${round(op.y)}) scale(${scale} -${scale})">${uses}</g>`;
    }
  }
  return out;
}
