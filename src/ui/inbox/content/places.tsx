import { useState } from 'react'
import type { PlaceShown } from '../../../web/contract/content.ts'
import { directionOf, t } from '../words.ts'

const FIRST = 6

/** Where people meet it, with the sentence that says it. */
export function Places({ places }: { places: readonly PlaceShown[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? places : places.slice(0, FIRST)
  return (
    <section className="fact-section">
      <h3>{t('content.places.title', { count: places.length })}</h3>
      {places.length === 0 && <p className="small">{t('content.places.none')}</p>}
      <ul className="places">
        {shown.map((place) => (
          <li key={`${place.by} ${place.file} ${place.step} ${place.rule}`}>
            <PlaceName place={place} />
            {place.texts.map((said) => (
              <p key={said.key} className="said-text" lang={said.language} dir={directionOf(said.language)}>
                {said.text}
              </p>
            ))}
            {place.texts.length === 0 && <p className="small">{t('content.places.as-is')}</p>}
          </li>
        ))}
      </ul>
      {shown.length < places.length && (
        <button type="button" className="plain" onClick={() => setAll(true)}>
          {t('content.places.all', { count: places.length })}
        </button>
      )}
    </section>
  )
}

export const PlaceName = ({ place }: { place: Omit<PlaceShown, 'texts'> }) => (
  <p className="place-name">
    <strong>{place.title}</strong> <span className="small">{partOf(place)}</span>
  </p>
)

function partOf({ by, step, rule }: Omit<PlaceShown, 'texts'>): string {
  const named = step === null ? '' : t('content.places.step', { step })
  if (rule !== null) return [t('content.places.rule', { rule }), named].filter(Boolean).join(' · ')
  if (by === 'pointer') return t('content.places.pointer')
  if (by === 'checklist') return t('content.places.checklist')
  return by === 'urgent advice' ? t('content.places.urgent') : named
}
