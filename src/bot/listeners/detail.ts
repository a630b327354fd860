// The details of a proposal, and what can be done from there: approve, test mail, the PDF for everybody.

import type { App } from '@slack/bolt';
import { latestDigest } from '../../app/chat/digest.ts';
import { originalOf } from '../../app/documents/originals.ts';
import { sendTestMail } from '../../app/documents/preview.ts';
import {
  type ProposalDetail,
  previewLetter,
  previewLetterPicture,
  previewMail,
  viewProposal,
} from '../../app/insight/preview-proposal.ts';
import type { ProposalView } from '../../app/insight/proposal-view.ts';
import { refusalOf } from '../clients.ts';
import { decide } from '../deciding.ts';
import type { Bot } from '../deps.ts';
import { ACTION, readIds, readState, VIEW } from '../ids.ts';
import { standingText } from '../messages/standing.ts';
import { type DetailParts, detailModal } from '../modals/detail.ts';
import { infoModal } from '../modals/info.ts';
import { uploadPicture } from '../pictures.ts';
import { type Md, md, own } from '../text.ts';
import type { Door } from '../who.ts';
import { type Answer, type Click, onAction, onSubmit } from './guard.ts';

const PICTURE_WIDTH_PX = 1_000;
const ORIGINALS_AT_MOST = 5;

export function addDetail(app: App, bot: Bot, door: Door): void {
  onAction(app, bot, door, ACTION.details, { role: 'viewer', ackFirst: true }, async (click) => {
    const ids = readIds(click.value, 1);
    return ids?.[0] === undefined ? own(click.voice.words.told.gone) : openDetail(click, ids[0]);
  });
  onAction(app, bot, door, ACTION.testMail, { role: 'approver', once: 'around', ackFirst: true }, testMail);
  onAction(app, bot, door, ACTION.pdf, { role: 'approver', once: 'around', ackFirst: true }, pdfInThread);
  onAction(app, bot, door, ACTION.original, { role: 'viewer', once: 'around', ackFirst: true }, originalsToMe);
  onSubmit(app, bot, door, VIEW.detail, approveFromDetail, 'within');
}

/** Opens at once with what is quick; the picture of the letter follows. */
export async function openDetail(click: Click, proposal: number): Promise<Md | null> {
  const found = await viewProposal(click.ctx, { proposal });
  const { view } = found;
  if (view === null) {
    const { outcome } = found;
    const standing = { ...outcome, withdrawn: outcome.withdrawnReason, firstApprovedBy: null, delivery: null };
    return md`${click.voice.words.told.already(standingText(standing, click.voice))}`;
  }
  const detail = { ...found, view };
  const mail = view.amounts === null ? null : await previewMail(click.ctx, { proposal }).catch(() => null);
  const { consoleUrl } = click.bot.deps;
  const parts: DetailParts = { mail, fileId: view.amounts === null ? null : undefined, consoleUrl };
  const first = detailModal(detail, parts, click.voice);
  const { views } = click.bot.clients.interactive;
  const { view: opened } = click.view?.isModal
    ? await views.push({ trigger_id: click.triggerId, view: first })
    : await views.open({ trigger_id: click.triggerId, view: first });
  if (parts.fileId === undefined && opened?.id !== undefined) {
    // Drawing and uploading take seconds; the person reads meanwhile.
    addPicture(click, detail, parts, opened.id).catch((error: unknown) => {
      // Whoever closed the modal meanwhile needs no picture.
      if (refusalOf(error) === 'not_found') return;
      click.bot.deps.log('warn', 'a modal did not get its picture', { code: refusalOf(error) ?? 'no_answer' });
    });
  }
  return null;
}

async function addPicture(
  click: Click,
  detail: ProposalDetail & { view: ProposalView },
  parts: DetailParts,
  viewId: string,
): Promise<void> {
  const proposal = detail.view.id;
  const bytes = await previewLetterPicture(click.ctx, { proposal, widthPx: PICTURE_WIDTH_PX }).catch(() => null);
  const alt = click.voice.words.detail.letterAlt(detail.view.customer.name);
  const fileId =
    bytes === null ? null : await uploadPicture(click.bot, { bytes, fileName: `letter-${proposal}.png`, alt });
  const view = detailModal(detail, { ...parts, fileId }, click.voice);
  const { background } = click.bot.clients;
  await background.views.update({ view_id: viewId, view }).catch(async (error: unknown) => {
    if (fileId === null) throw error;
    await click.bot.memory.forgetFile(fileId);
    const plain = detailModal(detail, { ...parts, fileId: null }, click.voice);
    await background.views.update({ view_id: viewId, view: plain });
  });
}

async function approveFromDetail(click: Click): Promise<Answer> {
  const { detail: words } = click.voice.words;
  const { proposal = 0, version = 0 } = readState(click.view?.state);
  const input = (block: string) => click.view?.values[block]?.v;
  const levelId = Number(input('level')?.selected_option?.value ?? 0);
  const remark = (input('remark')?.value ?? '').trim();
  const ticked = new Set(input('options')?.selected_options?.map((one) => one.value));
  if (levelId > 0 && remark === '') {
    return { response_action: 'errors', errors: { remark: words.remarkNeeded } };
  }
  const found = await viewProposal(click.ctx, { proposal });
  if (found.view !== null && found.view.version !== version) {
    return { response_action: 'update', view: infoModal(own(words.changed), click.voice) };
  }
  const said = await decide(click, [proposal], {
    kind: 'approve',
    ...(levelId > 0 ? { levelId } : {}),
    ...(ticked.has('waive_fee') ? { waiveFee: true } : {}),
    ...(ticked.has('attach_original') ? { attachOriginal: true } : {}),
    ...(ticked.has('also_letter') ? { alsoLetter: true } : {}),
    ...(remark === '' ? {} : { remark }),
  });
  return said === null ? undefined : { response_action: 'update', view: infoModal(said, click.voice) };
}

/** The originals go to whoever asks, in his direct messages: nobody else needs them. */
async function originalsToMe(click: Click): Promise<Md> {
  const { told, detail: words } = click.voice.words;
  const { originals } = await viewProposal(click.ctx, { proposal: readIds(click.value, 1)?.[0] ?? 0 });
  if (originals.length === 0) return own(told.gone);
  const text = md`${words.originalOf(originals.join(', '))}`.md;
  const { channel, ts } = await click.bot.clients.background.chat.postMessage({ channel: click.userId, text });
  if (channel === undefined || ts === undefined) return own(told.failed);
  for (const invoice of originals.slice(0, ORIGINALS_AT_MOST)) {
    const { fileName, pdf } = await originalOf(click.ctx, { invoice });
    const file = { bytes: pdf, fileName, alt: fileName, thread: { channel, ts } };
    if ((await uploadPicture(click.bot, file)) === null) return own(told.failed);
  }
  return own(words.originalDone);
}

async function testMail(click: Click): Promise<Md> {
  const { detail: words } = click.voice.words;
  const invoice = await invoiceOf(click);
  const { leftMachine, to } = await sendTestMail(click.ctx, { invoice });
  return leftMachine ? md`${words.testSent(to)}` : own(words.testOutbox);
}

async function pdfInThread(click: Click): Promise<Md> {
  const { told, detail: words } = click.voice.words;
  const proposal = readIds(click.value, 1)?.[0] ?? 0;
  const digest = await latestDigest(click.ctx);
  const rows = digest === null ? [] : await click.bot.memory.messages(digest.id);
  const root = rows.find((row) => row.kind === 'digest');
  if (root?.ts == null || root.channelId === null) return own(told.gone);
  const { pdf } = await previewLetter(click.ctx, { proposal });
  const thread = { channel: root.channelId, ts: root.ts };
  const fileName = `${(await invoiceOf(click)).replaceAll(/[^\w-]+/g, '-')}.pdf`;
  const id = await uploadPicture(click.bot, { bytes: pdf, fileName, alt: fileName, thread });
  return own(id === null ? told.failed : words.pdfDone);
}

async function invoiceOf(click: Click): Promise<string> {
  const { view } = await viewProposal(click.ctx, { proposal: readIds(click.value, 1)?.[0] ?? 0 });
  return view?.lines.find((line) => line.levelName !== null)?.invoice ?? view?.lines[0]?.invoice ?? '';
}
