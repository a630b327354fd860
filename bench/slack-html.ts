// Block Kit as HTML, near enough to how Slack draws it, to look at payloads without Slack. For pictures only.

import type { ModalView } from '@slack/types';
import type { Rendered } from '../src/bot/blocks/parts.ts';

type Json = Record<string, unknown>;
type Pictures = Readonly<Record<string, string>>;

const EMOJI: Readonly<Record<string, string>> = {
  red_circle: '<span style="color:#e01e5a">●</span>',
  warning: '<span style="color:#d98e04">▲</span>',
  alarm_clock: '◷',
  hourglass_flowing_sand: '◷',
};

const STYLE = `
  body{margin:0;padding:16px;font:15px/1.46 Lato,Arial,sans-serif;color:#1d1c1d;background:#fff}
  .message{display:flex;gap:8px;margin-bottom:18px}
  .face{
    flex:none;
    width:36px;
    height:36px;
    border-radius:6px;
    background:#0b6e4f;
    color:#fff;
    display:grid;
    place-items:center;
    font-weight:700;
  }
  .who{font-weight:900}
  .who small{font-weight:400;color:#616061;background:#eee;border-radius:3px;padding:0 4px;font-size:10px}
  h1{font-size:18px;margin:6px 0}
  .section{display:flex;justify-content:space-between;gap:12px;margin:6px 0}
  .fields{display:grid;grid-template-columns:1fr 1fr;gap:8px;margin:6px 0}
  .context{color:#616061;font-size:13px;margin:6px 0}
  .actions{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0}
  .button{
    border:1px solid #bbb;
    border-radius:4px;
    padding:4px 12px;
    font-weight:700;
    font-size:14px;
    white-space:nowrap;
    height:fit-content;
  }
  .primary{background:#007a5a;border-color:#007a5a;color:#fff}
  .danger{color:#e01e5a;border-color:#e01e5a}
  .select{font-weight:400;color:#454245}
  img{max-width:100%;border:1px solid #ddd;border-radius:6px}
  .box{display:block;margin:5px 0}
  .box small,.hint{display:block;color:#616061;margin-left:24px;font-size:13px}
  .hint{margin-left:0}
  .modal{border:1px solid #ccc;border-radius:10px;box-shadow:0 6px 24px #0003;max-width:560px;margin:0 auto}
  .modal>header{font-weight:900;font-size:20px;padding:14px 20px;border-bottom:1px solid #ddd}
  .modal>main{padding:8px 20px}
  .modal>footer{display:flex;justify-content:flex-end;gap:8px;padding:12px 20px;border-top:1px solid #ddd}
  label{font-weight:700;display:block}
  .field{border:1px solid #999;border-radius:4px;padding:6px 10px;min-height:18px;margin:4px 0 10px}
`;

/** Slack's dark theme, as far as these blocks show it. */
const DARK = `
  body{color:#d1d2d3;background:#1a1d21}
  .who small{color:#ababad;background:#35373b}
  .context,.box small,.hint,.select{color:#ababad}
  .button{border-color:#565856;color:#d1d2d3}
  .primary{background:#007a5a;border-color:#007a5a;color:#fff}
  .danger{color:#f0648c;border-color:#f0648c}
  img{border-color:#35373b}
  .modal{border-color:#565856;background:#1a1d21}
  .modal>header,.modal>footer{border-color:#35373b}
  .field{border-color:#565856}
`;

export function page(body: string, theme: 'light' | 'dark' = 'light'): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}${theme === 'dark' ? DARK : ''}</style>${body}`;
}

export function homeHtml({ blocks }: { blocks: readonly unknown[] }, pictures: Pictures): string {
  return `<div style="max-width:640px">${blocks.map((block) => blockHtml(block as Json, pictures)).join('')}</div>`;
}

export function messageHtml({ blocks }: Rendered, pictures: Pictures): string {
  const body = blocks.map((block) => blockHtml(block as unknown as Json, pictures)).join('');
  return `<div class="message"><div class="face">D</div><div style="flex:1"><div class="who">Duly <small>APP</small></div>${body}</div></div>`;
}

export function modalHtml(view: ModalView, pictures: Pictures): string {
  const body = view.blocks.map((block) => blockHtml(block as unknown as Json, pictures)).join('');
  const submit = view.submit === undefined ? '' : `<span class="button primary">${textOf(view.submit)}</span>`;
  const close = view.close == null ? '' : `<span class="button">${textOf(view.close)}</span>`;
  return `<div class="modal"><header>${textOf(view.title)}</header><main>${body}</main><footer>${close}${submit}</footer></div>`;
}

function blockHtml(block: Json, pictures: Pictures): string {
  const inner = (block.elements as Json[] | undefined)?.map(elementHtml).join('') ?? '';
  switch (block.type) {
    case 'header':
      return `<h1>${textOf(block.text)}</h1>`;
    case 'section': {
      const fields = block.fields as unknown[] | undefined;
      if (fields !== undefined)
        return `<div class="fields">${fields.map((one) => `<div>${textOf(one)}</div>`).join('')}</div>`;
      const side = block.accessory === undefined ? '' : elementHtml(block.accessory as Json);
      return `<div class="section"><div>${textOf(block.text)}</div>${side}</div>`;
    }
    case 'context':
      return `<div class="context">${(block.elements as unknown[]).map(textOf).join(' &nbsp; ')}</div>`;
    case 'actions':
      return `<div class="actions">${inner}</div>`;
    case 'image': {
      const id = (block.slack_file as { id: string } | undefined)?.id ?? '';
      return `<img src="${pictures[id] ?? ''}" alt="">`;
    }
    case 'input': {
      const hint = block.hint === undefined ? '' : `<span class="hint">${textOf(block.hint)}</span>`;
      return `<label>${textOf(block.label)}</label>${fieldHtml(block.element as Json)}${hint}`;
    }
    default:
      return '';
  }
}

function fieldHtml(element: Json): string {
  if (element.type === 'checkboxes' || element.type === 'radio_buttons') return boxes(element);
  const chosen = element.initial_option as Json | undefined;
  return `<div class="field">${chosen === undefined ? String(element.initial_date ?? '') : textOf(chosen.text)}</div>`;
}

function elementHtml(element: Json): string {
  switch (element.type) {
    case 'button':
      return `<span class="button ${String(element.style ?? '')}">${textOf(element.text)}</span>`;
    case 'static_select': {
      const chosen = element.initial_option as Json | undefined;
      return `<span class="button select">${textOf(chosen?.text ?? element.placeholder)} ▾</span>`;
    }
    case 'overflow':
      return '<span class="button">⋯</span>';
    case 'checkboxes':
      return boxes(element);
    default:
      return '';
  }
}

function boxes(element: Json): string {
  const chosen = new Set(((element.initial_options ?? []) as Json[]).map((one) => one.value));
  const rows = (element.options as Json[]).map((one) => {
    const about = one.description === undefined ? '' : `<small>${textOf(one.description)}</small>`;
    return `<span class="box">${chosen.has(one.value) ? '☑' : '☐'} ${textOf(one.text)}${about}</span>`;
  });
  return `<div>${rows.join('')}</div>`;
}

/** Slack's markup: stars, underscores and our few emoji; plain text is escaped. */
function textOf(value: unknown): string {
  const { type, text = '' } = (value ?? {}) as { type?: string; text?: string };
  if (type === 'plain_text') return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return text
    .replaceAll(/\*(?!\u200b)([^*\n]+)\*(?!\u200b)/g, '<b>$1</b>')
    .replaceAll(/(^|\s)_(?!\u200b)([^_\n]+)_(?!\u200b)/g, '$1<i>$2</i>')
    .replaceAll(/`([^`\n]+)`/g, '<code>$1</code>')
    .replaceAll(/:(\w+):/g, (whole, name: string) => EMOJI[name] ?? whole)
    .replaceAll('\n', '<br>');
}
