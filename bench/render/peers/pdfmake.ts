// The letter through pdfmake: fonts, table with repeated head, page foot.
import { ACCENT, type Content, contentOf, type Peer, REGULAR, SEMIBOLD, TINT } from './content.ts';

/** `requirePeer` finds the package in the folder it was installed into. */
export async function startPdfmake(requirePeer: NodeJS.Require): Promise<Peer> {
  const pdfmake = requirePeer('pdfmake');
  pdfmake.setFonts({ Plex: { normal: REGULAR, bold: SEMIBOLD } });
  return {
    name: 'pdfmake 0.3',
    clock: 'cpuMs',
    render: async (notice) => (await pdfmake.createPdf(definition(contentOf(notice))).getBuffer()).length,
    close: async () => undefined,
  };
}

function definition(content: Content): object {
  const pairs = (list: readonly [string, string][]) =>
    list.map(([label, value]) => [label, { text: value, bold: true }]);
  const numbers = content.head.map((_, index) => (index < 3 ? 'left' : 'right'));
  const cells = (row: readonly string[], style: object) =>
    row.map((text, index) => ({ text, alignment: numbers[index], fontSize: 8.5, ...style }));
  const body = [
    cells(content.head, { bold: true, color: ACCENT, fillColor: TINT }),
    ...content.rows.map((row) => cells(row, {})),
  ];
  return {
    pageSize: 'A4',
    pageMargins: [71, 60, 57, 85],
    defaultStyle: { font: 'Plex', fontSize: 9.5, lineHeight: 1.1 },
    content: [
      { text: content.sender, fontSize: 17, bold: true, color: ACCENT },
      { text: content.returnLine, fontSize: 6.5, margin: [0, 80, 0, 2] },
      {
        columns: [
          { stack: content.address, width: 250 },
          { table: { body: pairs(content.facts) }, layout: 'noBorders', width: '*' },
        ],
      },
      { text: content.subject, fontSize: 12, bold: true, color: ACCENT, margin: [0, 40, 0, 8] },
      ...content.before.map((text) => ({ text, margin: [0, 0, 0, 7] })),
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: content.head.map((_, index) => (index === 0 ? '*' : 'auto')),
          body,
        },
        layout: 'lightHorizontalLines',
      },
      { table: { widths: ['*', 'auto'], body: pairs(content.totals) }, layout: 'noBorders', margin: [190, 6, 0, 8] },
      ...content.after.map((text) => ({ text, margin: [0, 0, 0, 7] })),
      {
        columns: [
          { table: { body: pairs(content.payment) }, layout: 'noBorders', width: '*' },
          { image: content.code, width: 70 },
        ],
        unbreakable: true,
      },
    ],
    footer: (page: number, pages: number) => ({
      stack: [
        { text: `Seite ${page} von ${pages}`, alignment: 'right', fontSize: 8 },
        { columns: content.foot.map((lines) => ({ stack: lines, fontSize: 6.8 })) },
      ],
      margin: [71, 10, 57, 0],
    }),
  };
}
