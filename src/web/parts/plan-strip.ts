// The dates a plan gives for an example invoice, drawn on a line: each step with its day, and the time the customer has
// to pay. The same as a list for readers who do not see the drawing, and on narrow screens for everybody.

import { html } from 'hono/html';
import type { Day } from '../../core/day.ts';
import { daysBetween } from '../../core/day.ts';
import type { TimelineStep } from '../../core/plan-timeline.ts';
import type { Html, Request } from '../web.ts';

/** In units of the drawing, which are pixels where there is room. */
const WIDTH = 960;
const EDGE = 56;
const GAP = 118;
const LINE_Y = 46;
const NAME_LETTERS = 19;

interface Node {
  x: number;
  step: TimelineStep | null;
}

/** The strip from the due date through the steps; nothing to draw is said in words. */
export function planStrip(c: Request, dueDate: Day, steps: readonly TimelineStep[]): Html {
  const { plans: words } = c.get('words');
  const { day } = c.get('format');
  const items = steps.map(
    (step) =>
      html`<li class="${step.isPastDeadline ? '' : 'warn'}">${words.step(step.name, day(step.on), words.afterDue(step.daysAfterDue))}${
        step.deadline === null ? '' : html`, ${words.payBy(day(step.deadline))}`
      }${step.isPastDeadline ? '' : html` – ${words.early}`}</li>`,
  );
  return html`<div class="strip">
<div class="drawing" tabindex="0" role="group" aria-label="${words.dates}">${drawing(c, dueDate, steps)}</div>
<ol class="dates"><li>${words.due}: ${day(dueDate)}</li>${items}</ol></div>`;
}

function drawing(c: Request, dueDate: Day, steps: readonly TimelineStep[]): Html {
  const nodes = place(steps);
  const width = (nodes.at(-1)?.x ?? 0) + EDGE + 40;
  const first = nodes[0]?.x ?? EDGE;
  return html`<svg viewBox="0 0 ${width} 112" width="${width}" height="112" aria-hidden="true" focusable="false">
<line class="axis" x1="${first}" y1="${LINE_Y}" x2="${nodes.at(-1)?.x ?? first}" y2="${LINE_Y}"></line>
${nodes.map((node) => (node.step === null ? '' : termBar(node, nodes)))}
${nodes.map((node) => nodeMark(c, node, dueDate))}
</svg>`;
}

/** Places by days, the due date among the steps; two that would touch are pushed apart. */
function place(steps: readonly TimelineStep[]): Node[] {
  const all = [{ step: null, at: 0 }, ...steps.map((step) => ({ step, at: step.daysAfterDue }))];
  all.sort((a, b) => a.at - b.at);
  const [from, to] = [all[0]?.at ?? 0, Math.max(all.at(-1)?.at ?? 0, 1)];
  const scale = (WIDTH - 2 * EDGE) / Math.max(to - from, 1);
  let least = EDGE;
  return all.map(({ step, at }) => {
    const x = Math.round(Math.max(EDGE + (at - from) * scale, least));
    least = x + GAP;
    return { x, step };
  });
}

/** The payment term as a bar below the line, drawn to the scale of the way to the next step. */
function termBar(node: Node, nodes: readonly Node[]): Html | string {
  const { step } = node;
  if (step === null || step.deadline === null) return '';
  const next = nodes[nodes.indexOf(node) + 1];
  const termDays = daysBetween(step.on, step.deadline);
  const waitDays = next?.step == null ? termDays * 2 : daysBetween(step.on, next.step.on);
  const room = next === undefined ? EDGE : next.x - node.x;
  const length = Math.max(4, Math.round(Math.min(termDays / Math.max(waitDays, 1), 1) * room));
  const isShort = next?.step?.isPastDeadline === false;
  return html`<rect class="${isShort ? 'term short' : 'term'}" x="${node.x}" y="${LINE_Y - 3}" width="${length}" height="6"></rect>`;
}

function nodeMark(c: Request, { x, step }: Node, dueDate: Day): Html {
  const { plans: words } = c.get('words');
  const { day } = c.get('format');
  const name = step === null ? words.due : step.name;
  const kind = step === null ? 'start' : step.isPastDeadline ? 'step' : 'step short';
  const short = name.length > NAME_LETTERS ? `${name.slice(0, NAME_LETTERS - 1)}…` : name;
  const after = step === null ? '' : step.daysAfterDue > 0 ? `+${step.daysAfterDue}` : String(step.daysAfterDue);
  return html`<g class="${kind}"><circle cx="${x}" cy="${LINE_Y}" r="7"></circle>
<text class="day" x="${x}" y="24" text-anchor="middle">${day(step?.on ?? dueDate)}</text>
<text x="${x}" y="74" text-anchor="middle">${short}</text>
<text class="small" x="${x}" y="92" text-anchor="middle">${after}</text></g>`;
}
