// SVG to PNG through resvg. Outlines only, so no fonts are loaded.

import { Resvg } from '@resvg/resvg-js';

/**
 * The picture as PNG, `widthPx` wide. Yields to the event loop afterwards: resvg's memory lies outside V8's sight, is
 * only given back between turns (resvg-js issue 216).
 */
export async function rasterise(svg: string, widthPx: number): Promise<Uint8Array> {
  const resvg = new Resvg(svg, { fitTo: { mode: 'width', value: widthPx }, font: { loadSystemFonts: false } });
  const png = resvg.render().asPng();
  await new Promise((resolve) => setImmediate(resolve));
  return png;
}
