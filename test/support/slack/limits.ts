// The figures that Slack holds payloads to, in one table. Sources: docs.slack.dev (Block Kit reference, chat.*,
// views.*), comments in @slack/types 3.2, the models of python-slack-sdk. Characters are Unicode code points.

export const LIMITS = {
  message: {
    blocks: 50,
    /** Cut off with a warning above this. */
    text: 40_000,
    /**
     * Sum of the texts of all blocks. Not documented: posts were refused from 11,341 characters on (bolt-js#2509, #2867),
     * so this double is a little stricter than the lowest refusal that was reported.
     */
    blockText: 11_000,
    markdown: 12_000,
    tables: 1,
  },
  view: { blocks: 100, title: 24, button: 24, metadata: 3_000, id: 255, bytes: 250_000, stack: 3 },
  id: 255,
  section: { text: 3_000, fields: 10, field: 2_000 },
  header: 150,
  context: { elements: 10 },
  actions: { elements: 25 },
  image: { url: 3_000, alt: 2_000, title: 2_000 },
  button: { text: 75, value: 2_000, url: 3_000, label: 75 },
  option: { text: 75, value: 150, description: 75, url: 3_000 },
  select: { options: 100, groups: 100, group: 75, placeholder: 150 },
  choices: 10,
  overflow: 5,
  confirm: { title: 100, text: 300, button: 30 },
  input: { label: 2_000, hint: 2_000, maxLength: 3_000 },
  alert: 200,
  table: { rows: 100, columns: 20, text: 10_000 },
  responseUrl: { uses: 5, minutes: 30 },
  patienceMs: 3_000,
  connections: 10,
} as const;

/** Length as Slack counts it. */
export function codePoints(text: string): number {
  return [...text].length;
}
