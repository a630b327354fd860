// The yardstick: the finished strings of a letter at their finished places, drawn with pdf-lib's own low-level
// operators in fonts that are subset already. No layout, no code to compute, no tags, no kerning, no metadata.
import {
  beginText,
  concatTransformationMatrix,
  endText,
  fill,
  lineTo,
  moveText,
  moveTo,
  PDFContentStream,
  PDFContext,
  PDFDict,
  PDFHeader,
  PDFHexString,
  PDFName,
  type PDFOperator,
  PDFRawStream,
  type PDFRef,
  PDFStreamWriter,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  setFillingRgbColor,
  setFontAndSize,
  setLineWidth,
  setStrokingRgbColor,
  showText,
  stroke,
} from 'pdf-lib';
import type { Op, Page } from '../../src/render/flow/display.ts';
import type { Face } from '../../src/render/fonts/face.ts';
import type { FontLibrary } from '../../src/render/fonts/library.ts';
import { embedFont } from '../../src/render/pdf/embedded-font.ts';
import { PAGE_HEIGHT, PAGE_WIDTH } from '../../src/render/units.ts';

type Rgb = [number, number, number];

function rgb(colour: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as Rgb;
}

function hex(face: Face, text: string): PDFHexString {
  let out = '';
  for (const char of text)
    out += face
      .glyph(char.codePointAt(0) ?? 0)
      .toString(16)
      .padStart(4, '0');
  return PDFHexString.of(out);
}

function operators(fonts: FontLibrary, op: Op): PDFOperator[] {
  switch (op.kind) {
    case 'text': {
      const face = fonts.face(op.font);
      const place = moveText(op.x, PAGE_HEIGHT - op.y);
      const show = showText(hex(face, op.text));
      return [
        setFillingRgbColor(...rgb(op.colour)),
        beginText(),
        setFontAndSize(face.name, op.size),
        place,
        show,
        endText(),
      ];
    }
    case 'rect': {
      const box = rectangle(op.x, PAGE_HEIGHT - op.y - op.height, op.width, op.height);
      return [setFillingRgbColor(...rgb(op.colour)), box, fill()];
    }
    case 'line':
      return [
        setStrokingRgbColor(...rgb(op.colour)),
        setLineWidth(op.width),
        moveTo(op.x1, PAGE_HEIGHT - op.y1),
        lineTo(op.x2, PAGE_HEIGHT - op.y2),
        stroke(),
      ];
    case 'picture':
      throw new Error('the letters measured have no logo');
    case 'qr': {
      const edge = op.size / op.modules;
      const squares: PDFOperator[] = [];
      op.dark.forEach((dark, at) => {
        if (dark === 1) squares.push(rectangle(at % op.modules, Math.floor(at / op.modules), 1, 1));
      });
      const turn = concatTransformationMatrix(edge, 0, 0, -edge, op.x, PAGE_HEIGHT - op.y);
      return [pushGraphicsState(), setFillingRgbColor(0, 0, 0), turn, ...squares, fill(), popGraphicsState()];
    }
  }
}

function addFont(context: PDFContext, face: Face): PDFRef {
  const { name, file, fileLength } = embedFont(face, new Map(), false);
  const dictionary = context.obj({ Filter: 'FlateDecode', Length1: fileLength });
  const program = context.register(PDFRawStream.of(PDFDict.fromMapWithContext(dictionary.asMap(), context), file));
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: 4,
      FontBBox: [...face.box],
      ItalicAngle: 0,
      Ascent: face.ascent,
      Descent: -face.descent,
      CapHeight: face.capHeight,
      StemV: 80,
      FontFile2: program,
    }),
  );
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      FontDescriptor: descriptor,
      CIDToGIDMap: 'Identity',
      DW: 600,
      CIDSystemInfo: {
        Registry: PDFHexString.fromText('Adobe'),
        Ordering: PDFHexString.fromText('Identity'),
        Supplement: 0,
      },
    }),
  );
  const font = {
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: name,
    Encoding: 'Identity-H',
    DescendantFonts: [descendant],
  };
  return context.register(context.obj(font));
}

/** The PDF of finished pages. */
export function rawPdf(fonts: FontLibrary, pages: readonly Page[]): Promise<Uint8Array> {
  const context = PDFContext.create();
  context.header = PDFHeader.forVersion(1, 7);
  const faces = [fonts.face('regular'), fonts.face('semibold')];
  const fontEntries = Object.fromEntries(faces.map((face) => [face.name, addFont(context, face)]));
  const parent = context.nextRef();
  const kids = pages.map((page) => {
    const content = page.ops.flatMap((op) => operators(fonts, op));
    const stream = context.register(PDFContentStream.of(context.obj({}), content, true));
    return context.register(
      context.obj({
        Type: 'Page',
        Parent: parent,
        MediaBox: [0, 0, PAGE_WIDTH, PAGE_HEIGHT],
        Contents: stream,
        Resources: { Font: fontEntries },
      }),
    );
  });
  context.assign(parent, context.obj({ Type: 'Pages', Count: kids.length, Kids: kids }));
  context.trailerInfo.Root = context.register(context.obj({ Type: PDFName.of('Catalog'), Pages: parent }));
  return PDFStreamWriter.forContext(context, Number.POSITIVE_INFINITY).serializeToBuffer();
}
