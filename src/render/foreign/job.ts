// What the process apart is asked and what it answers. Plain values, since they cross its border.

import type { DocumentFacts } from '../pdf/metadata.ts';
import type { PdfAttachment } from './attachments.ts';
import type { MergePart } from './merge.ts';

export type ForeignJob =
  | { kind: 'inspect'; bytes: Uint8Array }
  /** The XML files attached to it. */
  | { kind: 'attachments'; bytes: Uint8Array }
  /** All parts one after the other in a new file. */
  | { kind: 'assemble'; parts: MergePart[]; facts: DocumentFacts }
  /** Pages of the originals behind a letter, which keeps its structure. */
  | { kind: 'append'; letter: Uint8Array; originals: Uint8Array[] };

export type ForeignAnswer =
  | { kind: 'inspected'; pages: number }
  | { kind: 'attached'; files: PdfAttachment[] }
  | { kind: 'made'; pdf: Uint8Array; pages: number }
  | { kind: 'failed'; message: string };
