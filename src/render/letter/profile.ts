// Where things stand on the first page, per kind of window envelope, in millimetres from the top left corner.
// Sources: DIN 5008 (forms A and B) and SN 10130 as set down in KOMA-Script's lco files; Pingen's own help page.

import { type Notice, WINDOW_PROFILES, type WindowProfile } from '../../core/notice.ts';

export { WINDOW_PROFILES, type WindowProfile };

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LetterGeometry {
  /** What the envelope shows; null = the letter goes into an envelope without a window. */
  window: Rectangle | null;
  /** Text of the address: left edge, top of the first line, room. */
  address: Rectangle;
  /** Lower edge of the return line above the address. */
  returnLineBottom: number;
  infoBlock: Rectangle;
  subjectTop: number;
  foldMarks: readonly number[];
  holeMark: number | null;
}

const FORM_B: LetterGeometry = {
  window: { x: 20, y: 45, width: 85, height: 45 },
  address: { x: 25, y: 62.7, width: 76, height: 24.2 },
  returnLineBottom: 62,
  infoBlock: { x: 125, y: 50, width: 75, height: 40 },
  subjectTop: 98.46,
  foldMarks: [105, 210],
  holeMark: 148.5,
};

const GEOMETRIES: Record<WindowProfile, LetterGeometry> = {
  'din5008-b': FORM_B,
  'din5008-a': {
    window: { x: 20, y: 27, width: 85, height: 45 },
    address: { x: 25, y: 44.7, width: 76, height: 24.2 },
    returnLineBottom: 44,
    infoBlock: { x: 125, y: 32, width: 75, height: 40 },
    subjectTop: 80.5,
    foldMarks: [87, 192],
    holeMark: 148.5,
  },
  'ch-right': {
    window: { x: 112, y: 45, width: 90, height: 45 },
    address: { x: 118, y: 62.7, width: 74, height: 24.2 },
    returnLineBottom: 62,
    infoBlock: { x: 25, y: 50, width: 80, height: 40 },
    subjectTop: 94,
    foldMarks: [],
    holeMark: null,
  },
  'ch-left': {
    window: { x: 20, y: 35.5, width: 100, height: 45 },
    address: { x: 25, y: 53.2, width: 88, height: 24.2 },
    returnLineBottom: 52.5,
    infoBlock: { x: 125, y: 40, width: 75, height: 40 },
    subjectTop: 89,
    foldMarks: [],
    holeMark: null,
  },
  // Pingen prints the sheet itself; the address must lie in x 22, y 60, 85.5 by 25.5 (help.pingen.com).
  'pingen-ch': {
    window: { x: 22, y: 60, width: 85.5, height: 25.5 },
    address: { x: 25.5, y: 63.6, width: 78, height: 18.4 },
    returnLineBottom: 58,
    infoBlock: { x: 125, y: 50, width: 75, height: 40 },
    subjectTop: 98.46,
    foldMarks: [],
    holeMark: null,
  },
  plain: { ...FORM_B, window: null, foldMarks: [], holeMark: null },
};

/** The measures of a profile. */
export function geometryOf(profile: WindowProfile): LetterGeometry {
  return GEOMETRIES[profile];
}

/** The usual envelope of the sender's country: window right in Switzerland and Liechtenstein, else DIN 5008 form B. */
export function usualProfile(notice: Pick<Notice, 'organisation'>): WindowProfile {
  const country = notice.organisation.address.country;
  return country === 'CH' || country === 'LI' ? 'ch-right' : 'din5008-b';
}
