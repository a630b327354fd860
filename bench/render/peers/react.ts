// The letter through @react-pdf/renderer: styled views for every cell, a foot on every page.
import { ACCENT, type Content, contentOf, type Peer, REGULAR, SEMIBOLD, TINT } from './content.ts';

type Style = Record<string, unknown>;

/** `requirePeer` finds the packages in the folder they were installed into. */
export async function startReactPdf(requirePeer: NodeJS.Require): Promise<Peer> {
  const { createElement } = requirePeer('react');
  const pdf = await import(requirePeer.resolve('@react-pdf/renderer'));
  const weights = [
    { src: REGULAR, fontWeight: 400 },
    { src: SEMIBOLD, fontWeight: 600 },
  ];
  pdf.Font.register({ family: 'Plex', fonts: weights });
  const text = (value: string, style: Style = {}) => createElement(pdf.Text, { style }, value);
  const view = (style: Style, ...children: unknown[]) => createElement(pdf.View, { style, wrap: false }, ...children);
  const image = (src: string) => createElement(pdf.Image, { src, style: { width: 70 } });
  const number = (style: Style) =>
    createElement(pdf.Text, {
      style,
      fixed: true,
      render: (of: { pageNumber: number; totalPages: number }) => `Seite ${of.pageNumber} von ${of.totalPages}`,
    });
  const parts: Parts = {
    text,
    view,
    image,
    number,
    foot: (style, ...children) => createElement(pdf.View, { style, fixed: true }, ...children),
  };
  return {
    name: '@react-pdf/renderer 4.9',
    clock: 'cpuMs',
    render: async (notice) => {
      const style = {
        fontFamily: 'Plex',
        fontSize: 9.5,
        paddingTop: 40,
        paddingBottom: 90,
        paddingLeft: 71,
        paddingRight: 57,
      };
      const page = createElement(pdf.Page, { size: 'A4', style }, ...letter(parts, contentOf(notice)));
      return (await pdf.renderToBuffer(createElement(pdf.Document, {}, page))).length;
    },
    close: async () => undefined,
  };
}

interface Parts {
  text: (value: string, style?: Style) => unknown;
  view: (style: Style, ...children: unknown[]) => unknown;
  foot: (style: Style, ...children: unknown[]) => unknown;
  image: (src: string) => unknown;
  number: (style: Style) => unknown;
}

function letter({ text, view, foot, image, number }: Parts, content: Content): unknown[] {
  const across = { flexDirection: 'row' };
  const pair = ([label, value]: readonly [string, string]) =>
    view(across, text(label, { width: 90 }), text(value, { fontWeight: 600 }));
  const row = (cells: readonly string[], style: Style) =>
    view(
      { ...across, padding: 2, ...style },
      ...cells.map((cell, index) => text(cell, { flex: 1, fontSize: 8.5, textAlign: index < 3 ? 'left' : 'right' })),
    );
  return [
    text(content.sender, { fontSize: 17, fontWeight: 600, color: ACCENT }),
    text(content.returnLine, { fontSize: 6.5, marginTop: 80 }),
    view(
      across,
      view({ width: 250 }, ...content.address.map((line) => text(line))),
      view({}, ...content.facts.map(pair)),
    ),
    text(content.subject, { fontSize: 12, fontWeight: 600, color: ACCENT, marginTop: 40, marginBottom: 8 }),
    ...content.before.map((line) => text(line, { marginBottom: 7 })),
    row(content.head, { backgroundColor: TINT, color: ACCENT, fontWeight: 600 }),
    ...content.rows.map((cells) => row(cells, { borderBottom: '0.5 solid #dde2e9' })),
    view({ marginLeft: 190, marginTop: 6 }, ...content.totals.map(pair)),
    ...content.after.map((line) => text(line, { marginTop: 7 })),
    view(
      { ...across, backgroundColor: '#f2f5f9', padding: 10 },
      view({ flex: 1 }, ...content.payment.map(pair)),
      image(content.code),
    ),
    number({ position: 'absolute', bottom: 62, right: 57, fontSize: 8 }),
    foot(
      { ...across, position: 'absolute', bottom: 20, left: 71, right: 57, justifyContent: 'space-between' },
      ...content.foot.map((lines) => view({}, ...lines.map((line) => text(line, { fontSize: 6.8 })))),
    ),
  ];
}
