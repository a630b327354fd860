// A long list of elements is cut out of its document and parsed piece by piece: nobody can tell from what is read.
import { expect, test } from 'vitest';
import { readXml, textAt } from '../../src/app/ingest/xml.ts';
import { cutXml } from '../../src/app/ingest/xml-cut.ts';

const read = (text: string) => readXml('a.xml', new TextEncoder().encode(text), 'E');
const listedIn = (text: string) => {
  const document = read(text);
  const { count, nodes } = document.listed(document.root);
  const texts = [...nodes()].map((node) => textAt(node, 'n') ?? textAt(node));
  expect(count).toBe(texts.length);
  return texts;
};

test('elements come in their order, whatever stands between them', () => {
  expect(listedIn('<r><E><n>1</n></E><x/><E><n>2</n></E>\n<E a="1"><n>3</n></E></r>')).toEqual(['1', '2', '3']);
});

test('a list longer than a piece is read in several, completely', () => {
  const long = 'ü'.repeat(1_000);
  const text = `<r>${Array.from({ length: 1_000 }, (_, n) => `<E><n>${n}</n><t>${long}</t></E>`).join('\n')}</r>`;
  expect(cutXml(text, 'E').pieces.length).toBe(4);
  expect(listedIn(text)).toEqual(Array.from({ length: 1_000 }, (_, n) => String(n)));
});

test.each([
  ['in a comment', '<r><!-- <E> --><E><n>1</n></E><!-- </E> --></r>'],
  ['in CDATA', '<r><x><![CDATA[<E>]]></x><E><n>1</n></E></r>'],
  ['in CDATA within the element', '<r><E><t><![CDATA[</E><E>]]></t><n>1</n></E></r>'],
  ['in an instruction', '<r><?p <E> ?><E><n>1</n></E></r>'],
  ['in a longer name', '<r><Ex><n>9</n></Ex><E><n>1</n></E></r>'],
])('what only looks like one %s is none', (_where, text) => expect(listedIn(text)).toEqual(['1']));

test('prefixes, numbers alone, empty ones and one within another stay what they are', () => {
  expect(listedIn('<p:r><p:E><p:n>1</p:n></p:E></p:r>')).toEqual(['1']);
  expect(listedIn('<r><E>7</E><E>0</E><E/></r>').sort()).toEqual(['0', '7', null]);
  expect(listedIn('<r><E><n>1</n><E><n>2</n></E></E></r>')).toEqual(['1']);
});
