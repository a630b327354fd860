// Display list to PDF: fonts, pages, structure and metadata as objects of a pdf-lib context, written by pdf-lib's own
// stream writer. The same list and facts give the same bytes.

import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { DisplayList } from '../flow/display.ts';
import type { Face } from '../fonts/face.ts';
import type { FontLibrary, Run } from '../fonts/library.ts';
import { partsOfPng } from '../picture/png.ts';
import { PAGE_HEIGHT, PAGE_WIDTH } from '../units.ts';
import { srgbProfile } from './colour-profile.ts';
import { pageContent } from './content.ts';
import { DocumentWriter } from './document-writer.ts';
import { embedFont } from './embedded-font.ts';
import { type DocumentFacts, infoDictionary, xmpPacket } from './metadata.ts';
import { type MarkedPage, writeStructure } from './structure.ts';
import { pdfNumber, pdfText } from './text-object.ts';

let profile: Uint8Array | null = null;

/** The document as bytes of a tagged PDF with PDF/A-3a metadata. */
export async function writePdf(
  fonts: FontLibrary,
  list: DisplayList,
  facts: Pick<DocumentFacts, 'author' | 'createdOn'>,
): Promise<Uint8Array> {
  const writer = new DocumentWriter();
  const use = new Collector();
  const pagesId = writer.reserve();
  const resources = writer.reserve();
  const marked: MarkedPage[] = [];
  const hash = createHash('sha256');
  const kids = list.pages.map((page, index) => {
    const { stream, marks } = pageContent(fonts, page, use);
    hash.update(stream);
    const contents = writer.stream('', Buffer.from(stream, 'latin1'));
    const id = writer.reserve();
    const box = `[0 0 ${pdfNumber(PAGE_WIDTH)} ${pdfNumber(PAGE_HEIGHT)}]`;
    const entries = `/Resources ${resources} 0 R/Contents ${contents} 0 R/Tabs/S/StructParents ${index}`;
    writer.put(id, `<</Type/Page/Parent ${pagesId} 0 R/MediaBox${box}${entries}>>`);
    marked.push({ page: id, marks });
    return `${id} 0 R`;
  });
  writer.put(pagesId, `<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`);
  for (const png of use.pictures.keys()) hash.update(png);
  const used = `/Font<<${writeFonts(writer, fonts, use)}>>${writePictures(writer, use.pictures)}`;
  writer.put(resources, `<<${used}>>`);
  const structure = writeStructure(writer, list.root, marked);
  const all: DocumentFacts = { ...facts, title: list.title, language: list.language };
  const catalog = writer.add(catalogText(writer, all, pagesId, structure));
  hash.update(infoDictionary(all));
  return writer.finish(catalog, all, hash.digest('hex').slice(0, 32));
}

function catalogText(writer: DocumentWriter, facts: DocumentFacts, pages: number, structure: number): string {
  profile ??= deflateSync(srgbProfile(), { level: 9 });
  const icc = writer.compressed('/N 3', profile);
  const intent = writer.add(
    `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile ${icc} 0 R>>`,
  );
  const metadata = writer.plain('/Type/Metadata/Subtype/XML', Buffer.from(xmpPacket(facts), 'utf8'));
  return [
    `<</Type/Catalog/Pages ${pages} 0 R/Lang ${pdfText(facts.language)}/MarkInfo<</Marked true>>`,
    `/StructTreeRoot ${structure} 0 R/Metadata ${metadata} 0 R/OutputIntents[${intent} 0 R]`,
    '/ViewerPreferences<</DisplayDocTitle true>>>>',
  ].join('');
}

/** Which glyphs of which face the pages show, and which pictures. */
class Collector {
  readonly byFace = new Map<Face, Map<number, number>>();
  readonly pictures = new Map<Uint8Array, string>();
  private readonly noted = new Set<Run>();

  note(run: Run): void {
    if (this.noted.has(run)) return;
    this.noted.add(run);
    let glyphs = this.byFace.get(run.face);
    if (!glyphs) {
      glyphs = new Map();
      this.byFace.set(run.face, glyphs);
    }
    for (let index = 0; index < run.glyphs.length; index++) {
      const glyph = run.glyphs[index] ?? 0;
      if (!glyphs.has(glyph)) glyphs.set(glyph, run.codePoints[index] ?? 0);
    }
  }

  notePicture(png: Uint8Array): string {
    const name = this.pictures.get(png) ?? `P${this.pictures.size + 1}`;
    this.pictures.set(png, name);
    return name;
  }
}

/** Writes the pictures and returns the resource entry; none where there are none. */
function writePictures(writer: DocumentWriter, pictures: ReadonlyMap<Uint8Array, string>): string {
  let entries = '';
  for (const [png, name] of pictures) entries += `/${name} ${writePicture(writer, png)} 0 R`;
  return entries === '' ? '' : `/XObject<<${entries}>>`;
}

/** The pixels as they stand in the PNG: nothing is decoded, and nothing can be lost. */
function writePicture(writer: DocumentWriter, png: Uint8Array): number {
  const { width, height, palette, deflated } = partsOfPng(png);
  const colours =
    palette === null
      ? '/DeviceRGB'
      : `[/Indexed/DeviceRGB ${palette.length / 3 - 1}<${Buffer.from(palette).toString('hex')}>]`;
  const rows = `/DecodeParms<</Predictor 15/Colors ${palette === null ? 3 : 1}/Columns ${width}>>`;
  const size = `/Width ${width}/Height ${height}/BitsPerComponent 8/Interpolate false`;
  return writer.compressed(`/Type/XObject/Subtype/Image/ColorSpace${colours}${size}${rows}`, deflated);
}

/** Writes the fonts in the library's order and returns the entries of the resource dictionary. */
function writeFonts(writer: DocumentWriter, fonts: FontLibrary, use: Collector): string {
  let entries = '';
  for (const face of fonts.faces) {
    const glyphs = use.byFace.get(face);
    if (glyphs) entries += `/${face.name} ${writeFont(writer, face, glyphs, fonts.isFallback(face))} 0 R`;
  }
  return entries;
}

function writeFont(
  writer: DocumentWriter,
  face: Face,
  glyphs: ReadonlyMap<number, number>,
  isFallback: boolean,
): number {
  const font = embedFont(face, glyphs, isFallback);
  const file = writer.compressed(`/Length1 ${font.fileLength}`, font.file);
  const metrics = `/Ascent ${Math.round(face.ascent)}/Descent ${-Math.round(face.descent)}/CapHeight ${face.capHeight}`;
  const descriptor = writer.add(
    `<</Type/FontDescriptor/FontName/${font.name}/Flags 4/FontBBox[${face.box.join(' ')}]/ItalicAngle 0${metrics}` +
      `/StemV 80/FontFile2 ${file} 0 R>>`,
  );
  const descendant = writer.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${font.name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)` +
      `/Supplement 0>>/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 1000/W ${font.widths}>>`,
  );
  const toUnicode = writer.compressed('', font.toUnicode);
  return writer.add(
    `<</Type/Font/Subtype/Type0/BaseFont/${font.name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]` +
      `/ToUnicode ${toUnicode} 0 R>>`,
  );
}
