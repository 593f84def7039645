import { t } from '../words.ts'

/** The choices that she was shown, with the numbers that she could type. */
export function Options({ options, language }: { options: readonly string[]; language: string }) {
  if (options.length === 0) return null
  return (
    <details className="more-of">
      <summary>{t('thread.options', { count: options.length })}</summary>
      <ol className="options">
        {options.map((option) => (
          <li key={option} lang={language} dir="auto">
            {option}
          </li>
        ))}
      </ol>
    </details>
  )
}
