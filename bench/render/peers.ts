// The same letter through ready-made engines, for comparison. They are no dependencies of the project: @react-pdf/renderer
// and pdfmake are installed into a folder of their own below the temp directory, Chromium is the one of the tests.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Notice } from '../../src/core/notice.ts';
import { paymentCodeOf } from '../../src/render/codes/payment-code.ts';
import { escapeHtml } from '../../src/render/email/element.ts';
import { qrPng } from '../../src/render/picture/png.ts';
import { formatsOf } from '../../src/render/text/money.ts';
import { ROOT } from '../../test/render/support/notices.ts';
import type { Work } from './measure.ts';

const FOLDER = join(tmpdir(), 'duly-bench-peers');
const PACKAGES = ['@react-pdf/renderer@4.9.0', 'pdfmake@0.3.0', 'react@19.2.0'];
const REGULAR = join(ROOT, 'templates', 'fonts', 'IBMPlexSans-Regular.ttf');
const SEMIBOLD = join(ROOT, 'templates', 'fonts', 'IBMPlexSans-SemiBold.ttf');
const HEAD = ['Rechnung', 'Datum', 'Fällig am', 'Betrag', 'Bezahlt', 'Offen', 'Zinsen', 'Gesamt'];

export interface Peer {
  name: string;
  /** Renders one letter and returns its size. */
  render: (notice: Notice) => Promise<number>;
  close: () => Promise<void>;
}

/** What a letter says, as plain strings. */
interface Content {
  address: string[];
  facts: string[];
  paragraphs: string[];
  rows: string[][];
  totals: string[][];
  bank: string[];
  code: string;
}

function contentOf(notice: Notice): Content {
  const formats = formatsOf(notice);
  const { organisation, customer } = notice;
  const code = paymentCodeOf(notice);
  const png = code.kind === 'epc' ? Buffer.from(qrPng(code.matrix, 4)).toString('base64') : '';
  return {
    address: [
      customer.name,
      ...(customer.address?.extra ?? []),
      customer.address?.street ?? '',
      customer.address?.city ?? '',
    ],
    facts: [notice.number ?? '', customer.number, organisation.phone ?? '', formats.day(notice.issuedOn)],
    paragraphs: [
      'Sehr geehrte Damen und Herren,',
      'trotz unserer Schreiben konnten wir zu den folgenden Rechnungen bis heute keinen vollständigen Zahlungseingang feststellen.',
      `Wir bitten Sie, den Gesamtbetrag von ${formats.money(notice.totalCents)} bis zum ${formats.day(notice.deadline)} zu überweisen.`,
      'Haben Sie inzwischen gezahlt, betrachten Sie dieses Schreiben bitte als gegenstandslos. Mit freundlichen Grüßen',
    ],
    rows: notice.invoices.map((one) => [
      one.number,
      formats.day(one.issuedOn),
      formats.day(one.dueDate),
      ...[one.grossCents, one.paidCents, one.openCents, one.interestCents, one.openCents + one.interestCents].map(
        formats.cell,
      ),
    ]),
    totals: [
      ['Offene Hauptforderung', formats.money(notice.principalCents)],
      ['Verzugszinsen', formats.money(notice.interestCents)],
      ['Zu zahlen', formats.money(notice.totalCents)],
    ],
    bank: [organisation.accountHolder, organisation.iban ?? '', organisation.bic ?? '', notice.paymentReference],
    code: `data:image/png;base64,${png}`,
  };
}

/** All peers that can be started here; one that cannot is left out, with the reason on the error output. */
export async function startPeers(): Promise<Peer[]> {
  installPeers();
  const started: Peer[] = [];
  for (const start of [startPdfmake, startReactPdf, startChromium]) {
    try {
      started.push(await start());
    } catch (error) {
      process.stderr.write(`${start.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return started;
}

function installPeers(): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{"private":true}');
  if (existsSync(join(FOLDER, 'node_modules', 'pdfmake'))) return;
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...PACKAGES], {
    cwd: FOLDER,
    stdio: 'ignore',
  });
}

const requirePeer = createRequire(join(FOLDER, 'package.json'));

async function startPdfmake(): Promise<Peer> {
  const pdfmake = requirePeer('pdfmake');
  pdfmake.setFonts({ Plex: { normal: REGULAR, bold: SEMIBOLD } });
  return {
    name: 'pdfmake 0.3',
    render: async (notice) => {
      const content = contentOf(notice);
      const bytes = await pdfmake
        .createPdf({
          defaultStyle: { font: 'Plex', fontSize: 9 },
          content: [
            ...content.address,
            ...content.facts,
            ...content.paragraphs.slice(0, 2),
            { table: { headerRows: 1, body: [HEAD.map((text) => ({ text, bold: true })), ...content.rows] } },
            { table: { body: content.totals } },
            ...content.paragraphs.slice(2),
            ...content.bank,
            { image: content.code, width: 70 },
          ],
          footer: (page: number, pages: number) => `Seite ${page} von ${pages}`,
        })
        .getBuffer();
      return bytes.length;
    },
    close: async () => undefined,
  };
}

async function startReactPdf(): Promise<Peer> {
  const { createElement: h } = requirePeer('react');
  const pdf = await import(requirePeer.resolve('@react-pdf/renderer'));
  const fonts = [
    { src: REGULAR, fontWeight: 400 },
    { src: SEMIBOLD, fontWeight: 600 },
  ];
  pdf.Font.register({ family: 'Plex', fonts });
  const text = (value: string, style = {}) => h(pdf.Text, { style, key: value }, value);
  const row = (cells: readonly string[], style = {}) =>
    h(
      pdf.View,
      { style: { flexDirection: 'row', ...style }, wrap: false },
      ...cells.map((cell) => text(cell, { flex: 1 })),
    );
  return {
    name: '@react-pdf/renderer 4.9',
    render: async (notice) => {
      const content = contentOf(notice);
      const page = h(
        pdf.Page,
        { size: 'A4', style: { fontFamily: 'Plex', fontSize: 8.5, padding: 60 } },
        ...[...content.address, ...content.facts, ...content.paragraphs.slice(0, 2)].map((line) => text(line)),
        row(HEAD, { fontWeight: 600 }),
        ...content.rows.map((cells) => row(cells)),
        ...content.totals.map((cells) => row(cells, { fontWeight: 600 })),
        ...[...content.paragraphs.slice(2), ...content.bank].map((line) => text(line)),
        h(pdf.Image, { src: content.code, style: { width: 70 } }),
      );
      return (await pdf.renderToBuffer(h(pdf.Document, {}, page))).length;
    },
    close: async () => undefined,
  };
}

async function startChromium(): Promise<Peer> {
  const { chromium } = await import('playwright-core');
  const { default: binary } = await import('@sparticuz/chromium');
  const browser = await chromium.launch({ executablePath: await binary.executablePath(), args: binary.args });
  const page = await browser.newPage();
  const cells = (name: string, list: readonly string[]) =>
    list.map((cell) => `<${name}>${escapeHtml(cell)}</${name}>`).join('');
  return {
    name: 'Chromium page.pdf',
    render: async (notice) => {
      const content = contentOf(notice);
      const lines = (list: readonly string[]) => list.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
      const rows = [...content.rows, ...content.totals].map((row) => `<tr>${cells('td', row)}</tr>`).join('');
      await page.setContent(
        `<style>body{font:9pt sans-serif}</style>${lines([...content.address, ...content.facts, ...content.paragraphs])}` +
          `<table><thead><tr>${cells('th', HEAD)}</tr></thead>${rows}</table>${lines(content.bank)}<img src="${content.code}">`,
      );
      return (await page.pdf({ format: 'A4', tagged: true })).length;
    },
    close: () => browser.close(),
  };
}

/** A peer's letter as work to be measured. Chromium's time is wall time: its work is done in other processes. */
export function peerWork(peer: Peer, noticeOf: (serial: number) => Notice): Work {
  return (serial) => peer.render(noticeOf(serial));
}
