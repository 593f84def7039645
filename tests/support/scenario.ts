import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from './bytes.ts'
import { citizen, type Citizen } from './citizen.ts'
import type { TestOperator } from './operator.ts'
import { ROOT } from './pizzeria.ts'

/** Somebody on a channel, as a scenario needs her. */
export type Voice = {
  /** First contact, up to the menu in this language. */
  readonly arrive: (language: string) => Promise<void>
  readonly write: (text: string) => Promise<void>
  /** Chooses the option whose label contains this, in the newest menu. */
  readonly choose: (label: string) => Promise<void>
  readonly send: (what: 'photo') => Promise<void>
  /** Asks for what waits, where nothing comes to her by itself. */
  readonly readOn?: () => Promise<void>
  /** Every message of the desk so far, in order. */
  readonly heard: () => Promise<readonly string[]>
}

const PATIENCE = 10_000
/** Milliseconds of silence before she asks for what waits. */
const SILENCE = 700

export const PHOTO = { name: 'foto 👦.png', mime: 'image/png', bytes: PNG }

/**
 * Plays `tests/scenarios/NAME` on a channel. `>` she writes, `*` she chooses, `+` she sends, `<` one of the next messages contains this,
 * `!` an operator takes, replies, releases or closes. Whatever she is told is looked for after what she was told before.
 */
export async function playScenario(name: string, voice: Voice, anna: TestOperator): Promise<void> {
  const lines = readFileSync(join(ROOT, 'tests', 'scenarios', name), 'utf8').trimEnd().split('\n')
  let seen = 0
  let conversation = ''
  const hears = async (text: string, line: number): Promise<void> => {
    let silentSince = Date.now()
    for (const until = Date.now() + PATIENCE; ; await new Promise((done) => setTimeout(done, 20))) {
      const heard = await voice.heard()
      const at = heard.findIndex((message, i) => i >= seen && message.includes(text))
      if (at >= 0) return void (seen = at)
      if (voice.readOn && Date.now() - silentSince > SILENCE) {
        await voice.readOn()
        silentSince = Date.now()
      }
      if (Date.now() > until) throw new Error(`${name}:${line} nothing contains «${text}». She heard since:\n${heard.slice(seen).join('\n---\n')}`)
    }
  }
  const waiting = async (): Promise<string> => {
    for (const until = Date.now() + PATIENCE; Date.now() < until; await new Promise((done) => setTimeout(done, 20))) {
      const first = (await anna.queue()).items[0]
      if (first) return first.id
    }
    throw new Error(`${name}: nobody waits`)
  }
  const acts = async (what: string): Promise<void> => {
    const [verb = '', ...rest] = what.split(' ')
    if (verb === 'take') conversation = await waiting()
    const done = verb === 'reply' ? await anna.reply(conversation, rest.join(' ')) : await anna.act(conversation, verb, verb === 'close' ? { outcome: rest[0] } : {})
    if (!done.ok) throw new Error(`${name}: ${what}: ${done.status} ${await done.text()}`)
  }
  for (const [i, line] of lines.entries()) {
    const text = line.slice(2)
    if (line.startsWith('#')) continue
    if (line.startsWith('language ')) await voice.arrive(line.slice(9))
    else if (line.startsWith('> ')) await voice.write(text)
    else if (line.startsWith('* ')) await voice.choose(text)
    else if (line === '+ photo') await voice.send('photo')
    else if (line.startsWith('< ')) await hears(text, i + 1)
    else if (line.startsWith('! ')) await acts(text)
    else throw new Error(`${name}:${i + 1} is no line of a scenario: ${line}`)
  }
}

/** The desk's own page, spoken to in its own protocol. */
export function webVoice(url: string): Voice {
  let she: Citizen
  return {
    async arrive(language) { she = await citizen(url, language) },
    async write(text) { await she.say(text) },
    async choose(label) {
      const menu = (await she.messages()).findLast((m) => m.menu !== null)?.menu
      const option = menu?.options.find((o) => o.label.includes(label))
      if (!option) throw new Error(`No option contains «${label}»: ${menu?.options.map((o) => o.label).join(', ')}`)
      await she.tap(option.id)
    },
    async send() { await she.send(PHOTO.bytes, PHOTO.name) },
    heard: async () => (await she.messages()).filter((m) => m.from !== 'you').map((m) => [m.text, ...m.blocks.map((b) => JSON.stringify(b)), m.card?.titleItalian ?? ''].join('\n')),
  }
}
