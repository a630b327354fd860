// Cuts the elements of one name out of an XML text, so that a long list of them is parsed piece by piece and never
// stands in memory as a whole tree. Only the places are found here; the text was found to be well-formed before.

/** Neighbouring elements that are parsed at a time; `count` of them stand in the text from `from` to `to`. */
export interface XmlPiece {
  from: number;
  to: number;
  count: number;
}

const PIECE_CHARACTERS = 256 * 1024;

/**
 * The pieces in their order, and the text without them: in the place of each stands an element of that name which
 * holds the piece's number.
 */
export function cutXml(text: string, name: string): { rest: string; pieces: XmlPiece[] } {
  const pieces: XmlPiece[] = [];
  for (const { from, to } of elementsOf(text, name)) {
    const last = pieces.at(-1);
    const isNext = last !== undefined && to - last.from <= PIECE_CHARACTERS && text.slice(last.to, from).trim() === '';
    if (isNext) {
      last.to = to;
      last.count += 1;
    } else pieces.push({ from, to, count: 1 });
  }
  const kept: string[] = [];
  let at = 0;
  for (const [index, { from, to }] of pieces.entries()) {
    kept.push(text.slice(at, from), `<${name}>${index}</${name}>`);
    at = to;
  }
  kept.push(text.slice(at));
  return { rest: kept.join(''), pieces };
}

/** Elements with content, whatever their prefix; not what only looks like one in a comment, CDATA or instruction. */
function* elementsOf(text: string, name: string): Generator<{ from: number; to: number }> {
  const mark = new RegExp(`<!--|<!\\[CDATA\\[|<\\?|<(?:[\\w.-]+:)?${name}(?=[\\s>])|</(?:[\\w.-]+:)?${name}\\s*>`, 'g');
  let depth = 0;
  let from = 0;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const end = ENDS[found[0]];
    if (end !== undefined) {
      const until = text.indexOf(end, mark.lastIndex);
      if (until === -1) return;
      mark.lastIndex = until + end.length;
    } else if (!found[0].startsWith('</')) {
      const close = text.indexOf('>', mark.lastIndex);
      if (text[close - 1] === '/') continue;
      if (depth === 0) from = found.index;
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 0) yield { from, to: mark.lastIndex };
      if (depth < 0) return;
    }
  }
}

/** What holds text that is no element, and where it ends. */
const ENDS: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' };
