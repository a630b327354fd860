// The room's front door: reading import files. The use cases that import them know only what is named here.

export { collectBytes, type FileInput } from './bytes.ts';
export { FILE_ORDER, type FileKind, kindOfFile } from './file-kind.ts';
export { MAX_FILE_BYTES } from './limits.ts';
export { type ReadOptions, readImportFile } from './read-file.ts';
export { ImportRefused, type RefusalCode } from './refused.ts';
export * from './types.ts';
