import { Button } from 'design-react-kit'
import { useState } from 'react'
import type { ChannelShown } from '../../../web/contract/channels.ts'
import { moment } from '../times.ts'
import { t } from '../words.ts'
import { checkChannel, pauseChannel } from './channels.ts'
import { TestForm } from './test-form.tsx'

type Props = { channel: ChannelShown; mayChange: boolean }

export function ChannelCard({ channel, mayChange }: Props) {
  const { name, state, trouble, paused, lastInAt, lastOutAt, data, official, pairing } = channel
  return (
    <li className={`channel ${state}`}>
      <h2>
        {name} <span className="channel-state">{t(`channel.${state}`)}</span>
      </h2>
      {!official && <p className="notice warn">{t('channel.unofficial')}</p>}
      {pairing && (
        <figure className="channel-pairing">
          <img src={pairing} alt={t('channel.pairing-code')} width="240" height="240" />
          <figcaption>{t('channel.pairing')}</figcaption>
        </figure>
      )}
      {paused && <p>{t('channel.paused-by', { at: moment(paused.at), name: paused.by })}</p>}
      {trouble && (
        <div className="notice bad">
          <p>
            {trouble.cure} ({t('channel.since', { at: moment(trouble.at) })})
          </p>
          <p className="small">
            {t('channel.provider-says')} <span lang="en">{trouble.explain}</span>
          </p>
        </div>
      )}
      <dl className="channel-times">
        <Time label={t('channel.last-in')} at={lastInAt} />
        <Time label={t('channel.last-out')} at={lastOutAt} />
        <div>
          <dt>{t('channel.carries')}</dt>
          <dd>{data}</dd>
        </div>
      </dl>
      {mayChange && channel.channel !== 'web-chat' && <Doing channel={channel} />}
    </li>
  )
}

const Time = ({ label, at }: { label: string; at: string | null }) => (
  <div>
    <dt>{label}</dt>
    <dd>{at === null ? t('channel.never') : <time dateTime={at}>{moment(at)}</time>}</dd>
  </div>
)

function Doing({ channel: { channel, state, canCheck } }: { channel: ChannelShown }) {
  const [testing, setTesting] = useState(false)
  return (
    <>
      <div className="dialog-actions">
        {canCheck && (
          <Button color="primary" outline size="xs" onClick={() => void checkChannel(channel)}>
            {t('channel.check')}
          </Button>
        )}
        <Button color="primary" outline size="xs" aria-expanded={testing} onClick={() => setTesting(!testing)}>
          {t('channel.test')}
        </Button>
        <Button color="primary" outline size="xs" onClick={() => void pauseChannel(channel, state === 'paused')}>
          {t(state === 'paused' ? 'channel.resume' : 'channel.pause')}
        </Button>
      </div>
      {testing && <TestForm channel={channel} done={() => setTesting(false)} />}
    </>
  )
}
