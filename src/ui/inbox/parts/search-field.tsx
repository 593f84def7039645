import { SEARCH_FIELD } from '../act/keys.ts'
import { t } from '../words.ts'

type Props = { label: string; hint?: string; value: string; maxLength: number; search: (words: string) => void }

/** The one search of a column: the keys lead here, Escape empties it. */
export const SearchField = ({ label, hint = label, value, maxLength, search }: Props) => (
  <div className="search">
    <input
      id={SEARCH_FIELD}
      type="search"
      className="form-control"
      aria-label={label}
      placeholder={hint}
      value={value}
      maxLength={maxLength}
      onChange={(event) => search(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && search('')}
    />
    {value !== '' && (
      <button type="button" className="search-clear" onClick={() => search('')}>
        {t('queue.search-clear')}
      </button>
    )}
  </div>
)
