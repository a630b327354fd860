// What the chat remembers of its own messages, for the bot alone: which there are, what they show, which clicks were
// acted on. Nothing here is anybody's decision.

import {
  type ChatMessageKind,
  type ChatMessageRow,
  deleteOldClicks,
  dropClick,
  finishClick,
  homesOpenedSince,
  letMessagesGo,
  noteHomeOpened,
  noteHomeShown,
  readChatMessages,
  saveChatMessage,
  takeClick,
  wantChatMessage,
} from '../../db/chat.ts';
import { forgetChatFile, readChatFile, saveChatFile } from '../../db/chat-files.ts';
import { type ChatSettings, readChatSettings, writeChatProblem } from '../../db/chat-settings.ts';
import { readPulse } from '../../db/digests.ts';
import type { Context } from '../context.ts';

export type { ChatMessageKind, ChatMessageRow, ChatSettings };

/** A click that nobody finished within this time may be taken over. */
const CLICK_TAKES_MS = 30_000;
const CLICKS_KEPT_MS = 24 * 3_600_000;
const HOMES_KEPT_MS = 7 * 24 * 3_600_000;

export interface ChatMemory {
  settings(): Promise<ChatSettings>;
  /** Differs whenever anything was committed since. */
  pulse(): Promise<string>;
  messages(digestId: number): Promise<ChatMessageRow[]>;
  /** The row of a message, made when it is wanted the first time. */
  want(
    digestId: number,
    kind: ChatMessageKind,
    key: string,
    subject: readonly string[] | undefined,
  ): Promise<ChatMessageRow>;
  save(
    id: number,
    fields: Partial<Omit<ChatMessageRow, 'id' | 'digestId' | 'kind' | 'key' | 'shownAt'>>,
  ): Promise<void>;
  /** Records what ails the connection, or that all is well. */
  problem(code: string | null): Promise<void>;
  /** Takes a click once; false when it was acted on before, or is being acted on. */
  takeClick(key: string): Promise<boolean>;
  finishClick(key: string): Promise<void>;
  dropClick(key: string): Promise<void>;
  fileOf(sha256: string): Promise<string | null>;
  saveFile(sha256: string, fileId: string): Promise<void>;
  forgetFile(fileId: string): Promise<void>;
  homeOpened(person: string): Promise<void>;
  /** People who opened their home within a week. */
  homes(): ReturnType<typeof homesOpenedSince>;
  homeShown(person: string, contentSha256: string): Promise<void>;
  forgetOld(): Promise<void>;
  /** A keeper writes no more: another process may at once. */
  letGo(keeper: string): Promise<void>;
}

export function chatMemory({ store: { db }, clock }: Pick<Context, 'store' | 'clock'>): ChatMemory {
  const ago = (ms: number) => clock.after(clock.now(), -ms);
  return {
    settings: () => readChatSettings(db),
    pulse: () => readPulse(db),
    messages: (digestId) => readChatMessages(db, digestId),
    want: (digestId, kind, key, subject) =>
      wantChatMessage(db, { digestId, kind, key, subject: subject === undefined ? null : [...subject] }),
    save: (id, fields) => saveChatMessage(db, id, { ...fields, shownAt: clock.now() }),
    problem: (code) => writeChatProblem(db, code, clock.now()),
    takeClick: (key) => takeClick(db, key, clock.now(), ago(CLICK_TAKES_MS)),
    finishClick: (key) => finishClick(db, key, clock.now()),
    dropClick: (key) => dropClick(db, key),
    fileOf: (sha256) => readChatFile(db, sha256),
    saveFile: (sha256, fileId) => saveChatFile(db, sha256, fileId, clock.now()),
    forgetFile: (fileId) => forgetChatFile(db, fileId),
    homeOpened: (person) => noteHomeOpened(db, person, clock.now()),
    homes: () => homesOpenedSince(db, ago(HOMES_KEPT_MS)),
    homeShown: (person, sha256) => noteHomeShown(db, person, sha256, clock.now()),
    letGo: (keeper) => letMessagesGo(db, keeper),
    forgetOld: () => deleteOldClicks(db, ago(CLICKS_KEPT_MS)),
  };
}
