// The difference between two texts as people read it: lines that left, came and stayed, and inside a changed line the
// words. The shortest edit script (Myers 1986), so that a moved comma does not mark a whole page.

export interface DiffPart {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

export type DiffLine =
  | { kind: 'same' | 'gone' | 'new'; text: string }
  /** One line became another: `words` holds both, word by word. */
  | { kind: 'changed'; words: DiffPart[] };

/** More parts than this, beginning and end in common aside, are not searched: the work grows with their square. */
const PARTS_AT_MOST = 1_500;

/** Compares two texts line by line; neighbouring lines that left and came are paired and compared by words. */
export function diffLines(before: string, after: string): DiffLine[] {
  const script = diffParts(before.split('\n'), after.split('\n'));
  const lines: DiffLine[] = [];
  for (let start = 0; start < script.length; ) {
    const gone = takeWhile(script, start, 'gone');
    const fresh = takeWhile(script, start + gone.length, 'new');
    if (gone.length + fresh.length === 0) {
      lines.push({ kind: 'same', text: script[start]?.text ?? '' });
      start += 1;
      continue;
    }
    lines.push(...pairLines(gone, fresh));
    start += gone.length + fresh.length;
  }
  return lines;
}

/** Compares two lines word by word; blanks are words of their own, so that the parts join to the texts again. */
export function diffWords(before: string, after: string): DiffPart[] {
  return joined(diffParts(wordsOf(before), wordsOf(after)));
}

function pairLines(gone: readonly DiffPart[], fresh: readonly DiffPart[]): DiffLine[] {
  const lines: DiffLine[] = [];
  const count = Math.max(gone.length, fresh.length);
  for (let index = 0; index < count; index += 1) {
    const [before, after] = [gone[index], fresh[index]];
    if (before !== undefined && after !== undefined && isAlike(before.text, after.text)) {
      lines.push({ kind: 'changed', words: diffWords(before.text, after.text) });
    } else {
      if (before !== undefined) lines.push({ kind: 'gone', text: before.text });
      if (after !== undefined) lines.push({ kind: 'new', text: after.text });
    }
  }
  return lines;
}

/** Lines with little in common read better as one that left and one that came. */
function isAlike(before: string, after: string): boolean {
  const kept = diffWords(before, after)
    .filter((part) => part.kind === 'same')
    .reduce((sum, part) => sum + part.text.trim().length, 0);
  return kept * 3 >= Math.max(before.length, after.length);
}

function wordsOf(line: string): string[] {
  return line.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

function takeWhile(script: readonly DiffPart[], start: number, kind: DiffPart['kind']): DiffPart[] {
  let end = start;
  while (script[end]?.kind === kind) end += 1;
  return script.slice(start, end);
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === part.kind) last.text += part.text;
    else result.push({ ...part });
  }
  return result;
}

/** The shortest way from one list to the other; between two things that stay, what left comes before what came. */
function diffParts(before: readonly string[], after: readonly string[]): DiffPart[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1;
  }
  const middle = shortest(before.slice(start, before.length - end), after.slice(start, after.length - end));
  const same = (texts: readonly string[]) => texts.map((text) => part('same', text));
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}

function shortest(before: readonly string[], after: readonly string[]): DiffPart[] {
  if (before.length + after.length > PARTS_AT_MOST) {
    return [...before.map((text) => part('gone', text)), ...after.map((text) => part('new', text))];
  }
  return goneFirst(walkBack(searchEdits(before, after), before, after));
}

/** Goes the found way from its end to its beginning. */
function walkBack(trace: readonly Map<number, number>[], before: readonly string[], after: readonly string[]) {
  const parts: DiffPart[] = [];
  let [x, y] = [before.length, after.length];
  for (let depth = trace.length - 1; depth > 0; depth -= 1) {
    const reached = trace[depth] ?? new Map<number, number>();
    const k = x - y;
    const isNew = comesFromAbove(reached, k, depth);
    const fromX = reached.get(isNew ? k + 1 : k - 1) ?? 0;
    for (; x > (isNew ? fromX : fromX + 1); x -= 1, y -= 1) parts.push(part('same', before[x - 1] ?? ''));
    parts.push(isNew ? part('new', after[y - 1] ?? '') : part('gone', before[x - 1] ?? ''));
    x = fromX;
    y = fromX - (isNew ? k + 1 : k - 1);
  }
  for (; x > 0; x -= 1) parts.push(part('same', before[x - 1] ?? ''));
  return parts.reverse();
}

/** Whether the furthest way onto a diagonal takes something new rather than leaving something out. */
function comesFromAbove(furthest: ReadonlyMap<number, number>, k: number, depth: number): boolean {
  return k === -depth || (k !== depth && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
}

/** For each number of edits the furthest point on each diagonal before that step. */
function searchEdits(before: readonly string[], after: readonly string[]): Map<number, number>[] {
  const trace: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  for (let depth = 0; ; depth += 1) {
    trace.push(new Map(furthest));
    for (let k = -depth; k <= depth; k += 2) {
      const isNew = comesFromAbove(furthest, k, depth);
      let x = isNew ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x += 1;
      furthest.set(k, x);
      if (x >= before.length && x - k >= after.length) return trace;
    }
  }
}

function goneFirst(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  for (let start = 0; start < parts.length; ) {
    let end = start;
    while (end < parts.length && parts[end]?.kind !== 'same') end += 1;
    const edits = parts.slice(start, end);
    result.push(...edits.filter(({ kind }) => kind === 'gone'), ...edits.filter(({ kind }) => kind === 'new'));
    const kept = parts[end];
    if (kept !== undefined) result.push(kept);
    start = end + 1;
  }
  return result;
}

function part(kind: DiffPart['kind'], text: string): DiffPart {
  return { kind, text };
}
