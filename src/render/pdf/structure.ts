// The structure tree of a tagged PDF as objects: elements, their marked content, and the way back from page to element.

import type { Tag } from '../flow/tag.ts';
import { PAGE_HEIGHT } from '../units.ts';
import type { DocumentWriter } from './document-writer.ts';
import { pdfNumber, pdfText } from './text-object.ts';

/** Marked content of one page: its page object and the elements by marked content id. */
export interface MarkedPage {
  page: number;
  marks: readonly Tag[];
}

interface Mark {
  page: number;
  id: number;
}

/** Writes the tree below `root` and returns the object number of the StructTreeRoot. */
export function writeStructure(writer: DocumentWriter, root: Tag, pages: readonly MarkedPage[]): number {
  const marks = collectMarks(pages);
  const treeRoot = writer.reserve();
  const ids = new Map<Tag, number>();
  const document = writeElement(writer, root, treeRoot, marks, ids);
  const parents = pages.map(({ marks: tags }, index) => {
    const references = tags.map((tag) => `${ids.get(tag) ?? document} 0 R`);
    return `${index}[${references.join(' ')}]`;
  });
  const parentTree = writer.reserve();
  writer.put(parentTree, `<</Nums[${parents.join('')}]>>`);
  writer.put(
    treeRoot,
    `<</Type/StructTreeRoot/K ${document} 0 R/ParentTree ${parentTree} 0 R/ParentTreeNextKey ${pages.length}>>`,
  );
  return treeRoot;
}

function collectMarks(pages: readonly MarkedPage[]): Map<Tag, Mark[]> {
  const marks = new Map<Tag, Mark[]>();
  for (const { page, marks: tags } of pages) {
    tags.forEach((tag, id) => {
      const known = marks.get(tag);
      if (known) known.push({ page, id });
      else marks.set(tag, [{ page, id }]);
    });
  }
  return marks;
}

/** An element nothing was drawn for is left out, except cells, which keep their column. */
function isEmpty(tag: Tag, marks: ReadonlyMap<Tag, Mark[]>): boolean {
  if (marks.has(tag)) return false;
  if (tag.role === 'TD' || tag.role === 'TH') return false;
  return tag.children.every((child) => isEmpty(child, marks));
}

function writeElement(
  writer: DocumentWriter,
  tag: Tag,
  parent: number,
  marks: ReadonlyMap<Tag, Mark[]>,
  ids: Map<Tag, number>,
): number {
  const id = writer.reserve();
  ids.set(tag, id);
  const own = marks.get(tag) ?? [];
  const page = own[0]?.page;
  const kids = own.map((mark) =>
    mark.page === page ? String(mark.id) : `<</Type/MCR/Pg ${mark.page} 0 R/MCID ${mark.id}>>`,
  );
  for (const child of tag.children) {
    if (!isEmpty(child, marks)) kids.push(`${writeElement(writer, child, id, marks, ids)} 0 R`);
  }
  const pageEntry = page === undefined ? '' : `/Pg ${page} 0 R`;
  const kidsEntry = kids.length === 0 ? '' : kids.length === 1 ? `/K ${kids[0]}` : `/K[${kids.join(' ')}]`;
  writer.put(id, `<</S/${tag.role}/P ${parent} 0 R${pageEntry}${kidsEntry}${attributes(tag)}>>`);
  return id;
}

function attributes(tag: Tag): string {
  const alt = tag.alt === null ? '' : `/Alt ${pdfText(tag.alt)}`;
  if (tag.role === 'TH') {
    const span = tag.columnSpan > 1 ? `/ColSpan ${tag.columnSpan}` : '';
    return `/A<</O/Table/Scope/${tag.scope}${span}>>`;
  }
  if (!tag.box) return alt;
  const [left, top, right, bottom] = tag.box;
  const box = [left, PAGE_HEIGHT - bottom, right, PAGE_HEIGHT - top].map(pdfNumber).join(' ');
  return `${alt}/A<</O/Layout/Placement/Block/BBox[${box}]>>`;
}
