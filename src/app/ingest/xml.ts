// XML of strangers to plain objects: no DOCTYPE, no entities but the predefined ones, bounded depth, all values texts.
// Loads the parser when it is first needed; only the reading process does.

import { isUtf8 } from 'node:buffer';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { ImportRefused } from './refused.ts';

/** An element: its attributes under `@name`, its own text under `#text`, its children by name without prefix. */
export type XmlNode = { readonly [name: string]: XmlValue };
export type XmlValue = string | XmlNode | readonly (string | XmlNode)[] | undefined;

const MAX_DEPTH = 64;
const DECLARED_ENCODING = /^<\?xml[^>]{0,200}encoding=["']([A-Za-z0-9._-]{1,40})["']/;
const HEAD_BYTES = 1_024;

/**
 * The root of a document: its name without prefix, and its element.
 *
 * Throws ImportRefused for a DOCTYPE, an encoding that cannot be read, text that is cut or not well-formed.
 */
export function readXml(file: string, bytes: Uint8Array): { name: string; root: XmlNode } {
  const text = decodeXml(file, bytes);
  // No bank or invoice file has one; it is the door of every entity attack.
  if (/<!DOCTYPE/i.test(text)) throw refuse(file, 'the file holds a DOCTYPE, which no bank or invoice file has');
  const flaw = XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (flaw !== true) throw refuse(file, `the XML is damaged or cut off: ${flaw.err.msg}`, flaw.err.line);
  let parsed: Record<string, XmlValue>;
  try {
    parsed = PARSER.parse(text) as Record<string, XmlValue>;
  } catch (cause) {
    throw refuse(file, `the XML cannot be read (${cause instanceof Error ? cause.message : 'unknown'})`);
  }
  for (const [name, value] of Object.entries(parsed)) {
    if (!name.startsWith('?') && typeof value === 'object' && !Array.isArray(value))
      return { name, root: value as XmlNode };
  }
  throw refuse(file, 'the XML holds no element');
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
