// Cuts a TrueType font down to some glyphs with harfbuzz-subset.wasm. Glyph ids are kept, so that content streams do
// not depend on which other glyphs a document uses. Hints and every table a PDF does not read are dropped.

import { readFileSync } from 'node:fs';

/** The C functions used here; all take and return plain integers (pointers into the module's memory). */
interface SubsetModule {
  memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  malloc(size: number): number;
  free(pointer: number): void;
  hb_blob_create(data: number, length: number, mode: number, user: number, destroy: number): number;
  hb_blob_destroy(blob: number): void;
  hb_blob_get_length(blob: number): number;
  hb_blob_get_data(blob: number, length: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_destroy(face: number): void;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, value: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_destroy(input: number): void;
  hb_subset_input_glyph_set(input: number): number;
  hb_subset_input_set(input: number, kind: number): number;
  hb_subset_input_set_flags(input: number, flags: number): void;
  hb_subset_or_fail(face: number, input: number): number;
}

/** The part of WebAssembly used here; its types belong to the browser library, which this project does not load. */
interface WebAssemblyHost {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: object };
}

const MEMORY_MODE_WRITABLE = 2;
const SETS_DROP_TABLE_TAG = 3;
const NO_HINTING = 0x1;
const RETAIN_GLYPH_IDS = 0x2;
const NO_LAYOUT_CLOSURE = 0x200;
const UNUSED_TABLES = [
  'GSUB',
  'GPOS',
  'GDEF',
  'BASE',
  'STAT',
  'cmap',
  'OS/2',
  'name',
  'post',
  'gasp',
  'DSIG',
  'kern',
  'meta',
  'VDMX',
];

let loaded: SubsetModule | null = null;

function load(): SubsetModule {
  if (loaded) return loaded;
  const file = new URL(import.meta.resolve('harfbuzzjs/dist/harfbuzz-subset.wasm'));
  const host = (globalThis as unknown as { WebAssembly: WebAssemblyHost }).WebAssembly;
  const instance = new host.Instance(new host.Module(readFileSync(file)), {});
  // WebAssembly exports carry no types; the list above is HarfBuzz's own C interface (hb-subset.h).
  const module = instance.exports as unknown as SubsetModule;
  module._initialize();
  loaded = module;
  return module;
}

function tagOf(name: string): number {
  const padded = name.padEnd(4, ' ');
  return (
    ((padded.charCodeAt(0) << 24) |
      (padded.charCodeAt(1) << 16) |
      (padded.charCodeAt(2) << 8) |
      padded.charCodeAt(3)) >>>
    0
  );
}

/**
 * The font with only these glyphs (and what they are composed of), ids unchanged, as a TrueType file for embedding.
 * Throws when HarfBuzz refuses the font.
 */
export function subsetFont(font: Uint8Array, glyphIds: Iterable<number>): Uint8Array {
  const hb = load();
  const data = hb.malloc(font.length);
  new Uint8Array(hb.memory.buffer).set(font, data);
  const blob = hb.hb_blob_create(data, font.length, MEMORY_MODE_WRITABLE, 0, 0);
  const face = hb.hb_face_create(blob, 0);
  const input = hb.hb_subset_input_create_or_fail();
  const glyphs = hb.hb_subset_input_glyph_set(input);
  for (const id of glyphIds) hb.hb_set_add(glyphs, id);
  const dropped = hb.hb_subset_input_set(input, SETS_DROP_TABLE_TAG);
  for (const table of UNUSED_TABLES) hb.hb_set_add(dropped, tagOf(table));
  hb.hb_subset_input_set_flags(input, NO_HINTING | RETAIN_GLYPH_IDS | NO_LAYOUT_CLOSURE);
  const subset = hb.hb_subset_or_fail(face, input);
  hb.hb_subset_input_destroy(input);
  try {
    if (subset === 0)
      throw new Error('A font could not be cut down for the PDF: the file in templates/fonts is damaged.');
    const result = hb.hb_face_reference_blob(subset);
    const start = hb.hb_blob_get_data(result, 0);
    const bytes = new Uint8Array(hb.memory.buffer).slice(start, start + hb.hb_blob_get_length(result));
    hb.hb_blob_destroy(result);
    hb.hb_face_destroy(subset);
    return bytes;
  } finally {
    hb.hb_face_destroy(face);
    hb.hb_blob_destroy(blob);
    hb.free(data);
  }
}
