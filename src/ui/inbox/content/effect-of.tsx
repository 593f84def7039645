import type { Effect } from '../../../web/contract/content.ts'
import { date } from '../times.ts'
import { directionOf, t, tOf } from '../words.ts'
import { PlaceName } from './places.tsx'
import { Value } from './values.tsx'

/** Every text that would read otherwise, before and after. */
export function EffectOf({ effect }: { effect: Effect }) {
  const { before, after, from, certainty, isForeign, flows, places, values } = effect
  const words = { before: before || '—', after }
  return (
    <div className="effect">
      <p className="effect-sum">
        {before === after ? t('content.do.effect-same', words) : from === null ? t('content.do.effect-now', words) : t('content.do.effect-later', { ...words, date: date(from) })}
      </p>
      {isForeign && <p className="notice warn">{t('content.do.is-foreign')}</p>}
      <p className="small">
        {certainty === 'confirmed' ? t('content.do.certainty-none') : t('content.do.certainty', { doubt: tOf('content.one', certainty) })} {t('content.do.flows', { count: flows })}
      </p>
      {values.length > 1 && (
        <ul className="values">
          {values.map((value) => (
            <li key={`${value.from} ${value.until} ${value.value}`}>
              <Value value={value} />
            </li>
          ))}
        </ul>
      )}
      {places.every((place) => place.texts.length === 0) && <p>{t('content.do.no-texts')}</p>}
      <ul className="places">
        {places.map((place) => (
          <li key={`${place.by} ${place.file} ${place.step} ${place.rule}`}>
            <PlaceName place={place} />
            {place.texts.map((said) => (
              <Both key={said.key} said={said} />
            ))}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Both({ said }: { said: Effect['places'][number]['texts'][number] }) {
  const shared = { lang: said.language, dir: directionOf(said.language) }
  if (said.before === said.after)
    return (
      <p className="said-text">
        <bdi {...shared}>{said.after}</bdi> <span className="small">({t('content.do.same-text')})</span>
      </p>
    )
  return (
    <div className="sides">
      <div className="side old">
        <h5>{t('content.do.before')}</h5>
        <p {...shared}>{said.before}</p>
      </div>
      <div className="side new">
        <h5>{t('content.do.after')}</h5>
        <p {...shared}>{said.after}</p>
      </div>
    </div>
  )
}
