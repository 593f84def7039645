import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Capabilities } from '../channels/channel.ts'
import { fit } from '../channels/fit.ts'
import { capabilities } from '../channels/index.ts'
import { createClock } from '../clock.ts'
import { compile } from '../content/compile.ts'
import { searchPages } from '../content/search-pages.ts'
import { createRenderer } from '../content/render/render.ts'
import { advance } from '../core/advance.ts'
import { isLocalDate } from '../core/dates.ts'
import { newConversation } from '../core/conversation.ts'
import { NO_HINTS } from '../core/hints.ts'
import type { Input, InputKind, ServiceResult } from '../core/input.ts'
import { topicAt, wantsUnderstanding } from '../core/listen.ts'
import { services } from '../services/index.ts'
import { createUnderstanding } from '../understanding/understanding.ts'
import { onMissing, readOptions } from './options.ts'
import { recordLine, recordHeader } from './recording.ts'

const USAGE = `npm run chat -- [--lang zh] [--on 2027-03-12] [--channel web-chat] [--flow permit-renewal] [--desk demo] [--record FILE]
Talk to the desk in the terminal. #option taps a button; an empty line ends.`

const { values } = readOptions({ lang: { type: 'string' }, on: { type: 'string' }, channel: { type: 'string' }, flow: { type: 'string' }, desk: { type: 'string' }, record: { type: 'string' } }, USAGE)
const { lang = null, channel = 'web-chat', flow = null, desk = 'demo', record } = values
const wall = createClock(() => new Date()).local()
const today = values.on ?? wall.today
if (!isLocalDate(today)) {
  console.error(`--on ${today} is no day. ${USAGE}`)
  process.exit(2)
}

const root = process.cwd()
const compiled = compile(root)
const { content, locales } = compiled
const oneOf = (what: string, name: string | null, there: readonly string[]): void => {
  if (name === null || there.includes(name)) return
  console.error(`There is no ${what} ${name}. There are: ${there.join(', ')}.`)
  process.exit(2)
}
oneOf('channel', channel, [...capabilities.keys()])
oneOf('desk', desk, Object.keys(content.desks))
oneOf('language', lang, content.languages)
oneOf('flow', flow, Object.keys(content.flows))
const render = createRenderer(locales, onMissing)
const understand = await createUnderstanding({ dataDir: join(root, 'data'), cacheDir: join(root, '.cache', 'understanding'), languages: content.languages, pages: searchPages(compiled) })
/** A terminal draws no buttons: numbers work on every channel. */
const can: Capabilities = { ...(capabilities.get(channel) as Capabilities), buttons: null, list: null }

let conversation = newConversation({ id: 'terminal', citizen: 'you', desk, replyVia: 'terminal', language: lang ?? 'it', openedAt: new Date().toISOString() })
const tape: string[] = [recordHeader({ language: lang, today, time: wall.time, flow, desk })]

/** A service's file is named, not kept: the terminal has nowhere to show it. */
async function serve(name: string, args: Readonly<Record<string, string>>): Promise<ServiceResult> {
  const { language } = conversation
  const keepFile = async (file: string, mime: string, bytes: Uint8Array) => {
    console.log(`\n[${file}, ${mime}, ${bytes.byteLength} bytes]`)
    return { id: file, name: file, mime, bytes: bytes.byteLength }
  }
  return (await services.get(name)?.run(args, { language, text: (key) => render.text(key, {}, language), keepFile })) ?? { case: 'failed' }
}

async function turn(kind: InputKind): Promise<void> {
  const input = { id: String(conversation.revision), at: new Date().toISOString(), today, time: wall.time, ...kind } as Input
  const result = advance(content, conversation, input)
  conversation = result.conversation
  tape.push(recordLine(kind, result))
  const said = result.events.flatMap((e) => (e.kind === 'said' ? [render.said(e, conversation.language)] : []))
  for (const part of fit(said.map((rendered) => ({ kind: 'said', rendered })), can)) console.log(`\n${part.kind === 'text' ? part.text : part.file.name}`)
  for (const event of result.events) if (event.kind === 'requested') await turn({ kind: 'served', call: event.call, result: await serve(event.service, event.args) })
  for (const event of result.events) if (event.kind === 'failed' || event.kind === 'handed-off') console.log(`  (${event.kind}: ${'reason' in event ? event.reason : `${event.code} ${event.detail}`})`)
}

await turn({ kind: 'opened', language: lang, flow })
const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' })
lines.prompt()
for await (const line of lines) {
  if (line === '') break
  if (line.startsWith('#')) await turn({ kind: 'picked', menu: conversation.script.menu?.id ?? null, option: line.slice(1) })
  else {
    const hints = wantsUnderstanding(content, conversation, line, today) ? await understand(line, { language: conversation.languageSure ? conversation.language : null, topic: topicAt(content, conversation) }) : NO_HINTS
    await turn({ kind: 'wrote', text: line, hints })
  }
  lines.prompt()
}
lines.close()
if (record) {
  writeFileSync(record, `${tape.join('\n')}\n`)
  console.log(`Recorded in ${record}.`)
}
