// SVG to PNG through resvg. Outlines only, so no fonts are loaded.

import { Resvg } from '@resvg/resvg-js';
import { palettePng } from './png.ts';

/**
 * The picture as PNG, `widthPx` wide. Takes resvg's pixels, whose memory V8 knows of, and yields to the event loop
 * afterwards: what resvg holds besides is only given back between turns (resvg-js issue 216).
 */
export async function rasterise(svg: string, widthPx: number): Promise<Uint8Array> {
  const resvg = new Resvg(svg, { fitTo: { mode: 'width', value: widthPx }, font: { loadSystemFonts: false } });
  const image = resvg.render();
  const { pixels, width, height } = image;
  const png = palettePng(pixels, width, height) ?? image.asPng();
  await new Promise((resolve) => setImmediate(resolve));
  return png;
}
