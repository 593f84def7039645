import { filterBy } from '../queue/queue.ts'
import { useInbox } from '../state.ts'
import { locale, t, tOf } from '../words.ts'

type Option = readonly [value: string, name: string]

export function Filters() {
  const me = useInbox((s) => s.me)
  const words = useInbox((s) => s.words)
  const { language, topic, channel } = useInbox((s) => s.filters)
  const order = new Intl.Collator(locale())
  const languages: Option[] = me?.languages.map(({ tag, name }) => [tag, name]) ?? []
  const topics: Option[] = Object.entries(me?.topics ?? {}).sort((a, b) => order.compare(a[1], b[1]))
  const channels: Option[] = Object.keys(words).flatMap((key) =>
    key.startsWith('channels.') ? [[key.slice(9), tOf('channels', key.slice(9))] as const] : [],
  )
  return (
    <fieldset className="filters" aria-label={t('queue.filters')}>
      <Filter label={t('queue.language')} value={language} options={languages} choose={(to) => filterBy({ language: to })} />
      <Filter label={t('queue.topic')} value={topic} options={topics} choose={(to) => filterBy({ topic: to })} />
      <Filter label={t('queue.channel')} value={channel} options={channels} choose={(to) => filterBy({ channel: to })} />
      {(language || topic || channel) && (
        <button type="button" className="plain" onClick={() => filterBy({ language: '', topic: '', channel: '' })}>
          {t('queue.clear-filters')}
        </button>
      )}
    </fieldset>
  )
}

type Props = { label: string; value: string; options: readonly Option[]; choose: (value: string) => void }

const Filter = ({ label, value, options, choose }: Props) => (
  <select
    aria-label={label}
    className={value ? 'filter on' : 'filter'}
    value={value}
    onChange={(event) => choose(event.currentTarget.value)}
  >
    <option value="">{label}</option>
    {options.map(([tag, name]) => (
      <option key={tag} value={tag}>
        {name}
      </option>
    ))}
  </select>
)
