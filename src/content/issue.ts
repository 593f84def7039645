/** Something wrong in the content, told so that an editor can mend it: where, what, and the cure. */
export type Issue = {
  readonly severity: 'error' | 'warning'
  /** The check that found it: also the name of its file under `checks/`. */
  readonly check: string
  /** Relative to the content's root. */
  readonly file: string
  readonly line: number | null
  readonly step?: string | undefined
  readonly language?: string | undefined
  readonly message: string
  readonly cure: string
}

export const formatIssue = ({ severity, check, file, line, step, language, message, cure }: Issue): string => {
  const where = [`${file}${line === null ? '' : `:${line}`}`, step && `step ${step}`, language && `language ${language}`].filter(Boolean).join(', ')
  return `${severity} [${check}] ${where}\n  ${message}\n  → ${cure}`
}

/** Content that cannot be served: every issue is told at once. */
export class BadContent extends Error {
  readonly issues: readonly Issue[]
  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join('\n'))
    this.name = 'BadContent'
    this.issues = issues
  }
}
