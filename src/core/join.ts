import type { Action, JoinWish, MenuOption } from './conversation.ts'
import { change, type Draft, note, option, say } from './draft.ts'
import { tellWhen } from './handoff.ts'
import type { JoinId } from './ids.ts'
import type { InputKind, JoinNews } from './input.ts'
import { LIMITS } from './limits.ts'
import type { Params } from './params.ts'
import { repeat } from './walk.ts'
import { chooseLanguage, notice } from './welcome.ts'

/** What is urgent stays where it began, and what a person is answering is not moved under his hands; whoever waits for one would lose her place if hers ended. */
function mayJoin({ conversation: { urgent, mode } }: Draft): boolean {
  return urgent === null && (mode.kind === 'scripted' || mode.kind === 'queued')
}

/** She wants to go on from another channel too. */
export function askToJoin(d: Draft): void {
  if (mayJoin(d)) say(d, 'common:join.offer', { options: wishes((wish) => ({ do: 'offer-join', wish })) })
  else leave(d, 'common:join.not-now')
}

export function offerJoin(d: Draft, wish: JoinWish): void {
  if (wish === 'no' || !mayJoin(d)) return leave(d, wish === 'no' ? 'common:join.kept-apart' : 'common:join.not-now')
  note(d, { kind: 'join-offered', shares: wish === 'earlier' })
  say(d, 'common:join.code', { params: { code: { code: 'join' }, minutes: LIMITS.joinMinutes } })
}

/** The code of another address was typed here. */
export function onTypedCode(d: Draft, { join, channel, agreed, language }: Extract<InputKind, { kind: 'typed-code' }>): void {
  if (d.conversation.mode.kind === 'attended') return note(d, { kind: 'relayed', to: 'operator' })
  if (!d.conversation.languageSure && language !== null) chooseLanguage(d, language, 'hint')
  notice(d)
  if (mayJoin(d) && d.conversation.mode.kind === 'scripted') say(d, 'common:join.typed', { params: onChannel(channel), options: wishes((wish) => ({ do: 'accept-join', join, channel, agreed, wish })) })
  else leave(d, 'common:join.not-now')
}

export function acceptJoin(d: Draft, { join, channel, agreed, wish }: Extract<Action, { do: 'accept-join' }>): void {
  if (wish === 'no' || !mayJoin(d) || d.conversation.mode.kind !== 'scripted') return leave(d, wish === 'no' ? 'common:join.kept-apart' : 'common:join.not-now')
  note(d, { kind: 'join-accepted', join, shares: wish === 'earlier' })
  // Where nobody need be asked, the next thing that she hears is what became of it.
  if (!agreed) say(d, 'common:join.waiting', { params: onChannel(channel) })
}

export function agreeJoin(d: Draft, join: JoinId, yes: boolean): void {
  const agrees = yes && mayJoin(d)
  note(d, { kind: agrees ? 'join-agreed' : 'join-declined', join })
  if (!agrees) leave(d, yes ? 'common:join.not-now' : 'common:join.kept-apart')
}

export const askToPart = (d: Draft): void => say(d, 'common:join.part', { options: yesOrNo((yes) => ({ do: 'part', yes })) })

export function part(d: Draft, yes: boolean): void {
  if (yes) note(d, { kind: 'part-agreed' })
  else leave(d, 'common:join.still-joined')
}

export const onJoin = (d: Draft, { news }: Extract<InputKind, { kind: 'join' }>): void => (hearing[news.kind] as (d: Draft, news: JoinNews) => void)(d, news)

const hearing: { readonly [K in JoinNews['kind']]: (d: Draft, news: Extract<JoinNews, { kind: K }>) => void } = {
  asked(d, { join, channel }) {
    if (mayJoin(d)) say(d, 'common:join.asked', { params: onChannel(channel), options: yesOrNo((yes) => ({ do: 'agree-join', join, yes })) })
    else note(d, { kind: 'join-declined', join })
  },
  done(d, { channel, here, shares, again }) {
    // What became urgent meanwhile stays where it is.
    if (!mayJoin(d)) return
    note(d, { kind: 'joined', channel })
    if (!shares) change(d, { profile: null, profiles: [] })
    say(d, 'common:join.done', { params: onBoth(here, channel) })
    for (const said of again) note(d, { ...said, menu: null })
    goOn(d)
  },
  away(d, { channel, here, told }) {
    note(d, { kind: 'joined', channel })
    if (!told) say(d, 'common:join.done', { params: onBoth(here, channel) })
  },
  parted(d, { channel }) {
    note(d, { kind: 'parted', channel })
    say(d, 'common:join.parted', { params: onChannel(channel) })
  },
  refused: (d) => leave(d, 'common:join.refused'),
  'not-now': (d) => leave(d, 'common:join.not-now'),
  nothing: (d) => leave(d, 'common:join.nothing'),
}

/** Said, and back to where she stood. */
function leave(d: Draft, key: string, params: Params = {}): void {
  say(d, key, { params })
  goOn(d)
}

function goOn(d: Draft): void {
  const { mode } = d.conversation
  if (mode.kind === 'scripted') repeat(d)
  if (mode.kind === 'queued') tellWhen(d, 'common:handoff.still')
}

const onChannel = (channel: string): Params => ({ channel: { key: `channels:names.${channel}` } })

const onBoth = (here: string, channel: string): Params => ({ here: { key: `channels:names.${here}` }, ...onChannel(channel) })

const wishes = (does: (wish: JoinWish) => Action): MenuOption[] => [
  option('now', 'common:join.from-now', does('now')), option('earlier', 'common:join.earlier-too', does('earlier')), option('no', 'common:options.no', does('no')),
]

const yesOrNo = (does: (yes: boolean) => Action): MenuOption[] => [option('yes', 'common:options.yes', does(true)), option('no', 'common:options.no', does(false))]
