import { type Answered, bands, confusions, evaluate, type Evaluation } from './evaluate.ts'

const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)}`)
const COLUMNS: readonly [string, (e: Evaluation) => string][] = [
  ['texts', (e) => String(e.texts)],
  ['first', (e) => percent(e.first)],
  ['three', (e) => percent(e.three)],
  ['both needs', (e) => percent(e.both)],
  ['strange AUROC', (e) => (Number.isNaN(e.outOfScope.area) ? '–' : e.outOfScope.area.toFixed(3))],
  ['refused', (e) => percent(e.outOfScope.refused)],
  ['caught', (e) => percent(e.outOfScope.caught)],
  ['urgent', (e) => percent(e.urgent.recall)],
  ['alarms', (e) => percent(e.urgent.falseAlarms)],
  ['language', (e) => percent(e.language)],
  ['p50 ms', (e) => e.milliseconds.half.toFixed(3)],
  ['p99 ms', (e) => e.milliseconds.most.toFixed(3)],
]

/** What `npm run understand -- --evaluate` prints: by language, then how honest the scores are, then the worst confusions. Percent where nothing else is said. */
export function report(answers: readonly Answered[]): string {
  const languages = [...new Set(answers.map(({ asked }) => asked.language))]
  const rows = [...languages.map((tag) => [tag, answers.filter(({ asked }) => asked.language === tag)] as const), ['all', answers] as const]
  return [
    table([['', ...COLUMNS.map(([name]) => name)], ...rows.map(([name, some]) => [name, ...COLUMNS.map(([, cell]) => cell(evaluate(some)))])]),
    '',
    'Scores, and what they keep:',
    table([['score', 'texts', 'said', 'right'], ...bands(answers).map((b) => [`${b.from}-${b.to}`, String(b.texts), percent(b.said), percent(b.right)])]),
    '',
    'Most often taken for something else:',
    ...confusions(answers, 15).map(({ right, said, times }) => `  ${String(times).padStart(3)}  ${right} → ${said}`),
    '',
  ].join('\n')
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number))).join('  ')).join('\n')
}
