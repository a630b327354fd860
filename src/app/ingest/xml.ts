// XML of strangers to plain objects: no DOCTYPE, no entities but the predefined ones, bounded depth, all values texts.
// Loads the parser when it is first needed; only the reading process does.

import { isUtf8 } from 'node:buffer';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { ImportRefused } from './refused.ts';
import { cutXml, type XmlPiece } from './xml-cut.ts';

/** An element: its attributes under `@name`, its own text under `#text`, its children by name without prefix. */
export type XmlNode = { readonly [name: string]: XmlValue };
export type XmlValue = string | XmlNode | readonly (string | XmlNode)[] | undefined;

const MAX_DEPTH = 64;
const DECLARED_ENCODING = /^<\?xml[^>]{0,200}encoding=["']([A-Za-z0-9._-]{1,40})["']/;
const HEAD_BYTES = 1_024;

export interface XmlDocument {
  /** The root's name without prefix. */
  name: string;
  root: XmlNode;
  /** The elements of the list within an element. */
  listed(node: XmlNode): XmlList;
}

export interface XmlList {
  count: number;
  /** They are read while they are asked for, some at a time, and each time anew. */
  nodes(): Iterable<XmlNode>;
}

/**
 * A document with the elements named `list` outside its tree: a file may hold a hundred thousand of them.
 *
 * Throws ImportRefused for a DOCTYPE, an encoding that cannot be read, text that is cut or not well-formed.
 */
export function readXml(file: string, bytes: Uint8Array, list: string | null = null): XmlDocument {
  const text = decodeXml(file, bytes);
  // No bank or invoice file has one; it is the door of every entity attack.
  if (/<!DOCTYPE/i.test(text)) throw refuse(file, 'the file holds a DOCTYPE, which no bank or invoice file has');
  const flaw = XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (flaw !== true) throw refuse(file, `the XML is damaged or cut off: ${flaw.err.msg}`, flaw.err.line);
  const { rest, pieces } = list === null ? { rest: text, pieces: [] } : cutXml(text, list);
  const parsed = parse(file, rest);
  const pieceOf = (marker: XmlNode): XmlPiece | undefined => pieces[Number(textAt(marker) ?? -1)];
  for (const [name, root] of Object.entries(parsed)) {
    if (name.startsWith('?') || typeof root !== 'object' || Array.isArray(root)) continue;
    return {
      name,
      root: root as XmlNode,
      listed(node) {
        const markers = list === null ? [] : elements(node, list);
        const count = markers.reduce((sum, marker) => sum + (pieceOf(marker)?.count ?? 1), 0);
        return { count, nodes: () => nodesOf(markers) };
      },
    };
  }
  throw refuse(file, 'the XML holds no element');

  function* nodesOf(markers: readonly XmlNode[]): Generator<XmlNode> {
    for (const marker of markers) {
      const piece = pieceOf(marker);
      if (piece === undefined) yield marker;
      else yield* elements(element(parse(file, `<a>${text.slice(piece.from, piece.to)}</a>`), 'a'), list ?? '');
    }
  }
}

function parse(file: string, text: string): XmlNode {
  try {
    return PARSER.parse(text) as XmlNode;
  } catch (cause) {
    throw refuse(file, `the XML cannot be read (${cause instanceof Error ? cause.message : 'unknown'})`);
  }
}

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  // The defaults turn 00012 into 12 and 1e5 into 100000: that would ruin numbers and references.
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  // Both are needed for &amp; and &#252; alike.
  processEntities: true,
  htmlEntities: true,
  maxNestedTags: MAX_DEPTH,
  // Nobody asks for the path of an element; putting it together for each takes as long as parsing.
  jPath: false,
});

/** UTF-8, or the single-byte encodings that declare themselves; never a guess that garbles names. */
function decodeXml(file: string, bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  const declared = (DECLARED_ENCODING.exec(head)?.[1] ?? 'utf-8').toLowerCase();
  switch (declared) {
    case 'utf-8':
    case 'us-ascii':
    case 'ascii':
      if (!isUtf8(bytes)) throw refuse(file, 'the file says it is UTF-8, but it is not');
      return new TextDecoder('utf-8').decode(bytes);
    case 'iso-8859-1':
    case 'iso-8859-15':
    case 'windows-1252':
      return new TextDecoder(declared).decode(bytes);
    default:
      throw refuse(file, `the encoding ${declared} is not read`);
  }
}

function refuse(file: string, what: string, line: number | null = null): ImportRefused {
  const todo = 'Fetch the file again from its source and import it unchanged.';
  return new ImportRefused({ code: 'xml_refused', file, line, what, todo });
}

/** All elements of a name, in order. */
export function elements(node: XmlNode | undefined, name: string): XmlNode[] {
  const value = node?.[name];
  if (value === undefined) return [];
  const list = Array.isArray(value) ? (value as readonly (string | XmlNode)[]) : [value as string | XmlNode];
  return list.map((one) => (typeof one === 'string' ? { '#text': one } : one));
}

/** The first element at the end of a path; undefined when a step is missing. */
export function element(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  let at: XmlNode | undefined = node;
  for (const name of path) at = elements(at, name)[0];
  return at;
}

/** The text at the end of a path; null when it is missing or empty. */
export function textAt(node: XmlNode | undefined, ...path: readonly string[]): string | null {
  const found = path.length === 0 ? node : element(node, ...path);
  const text = found?.['#text'];
  return typeof text === 'string' && text !== '' ? text : null;
}

/** An attribute of an element; null when it is missing or empty. */
export function attribute(node: XmlNode | undefined, name: string): string | null {
  const value = node?.[`@${name}`];
  return typeof value === 'string' && value !== '' ? value : null;
}
