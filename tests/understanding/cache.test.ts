import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createUnderstanding } from '../../src/understanding/understanding.ts'
import { freshFolder } from './setup.ts'

vi.setConfig({ testTimeout: 30_000 })

let dataDir: string
let cacheDir: string

/** An invented desk: a pizzeria and a lost umbrella. */
beforeEach(() => {
  dataDir = freshFolder()
  cacheDir = join(freshFolder(), 'deep', 'cache')
  writeFileSync(join(dataDir, 'languages.yaml'), 'it: { greetings: [ciao], small-words: [la, il, una, di] }\n')
  writeFileSync(join(dataDir, 'urgency.yaml'), 'kinds: {}\n')
  writeFileSync(join(dataDir, 'concepts.yaml'), 'meal: { it: [pizza, "gelat*"] }\n')
  write('pizza', ['vorrei ordinare una pizza margherita', 'pizza capricciosa per due'])
  write('umbrella', ['ho perso il mio ombrello', 'ombrello rosso dimenticato ieri'])
})

function write(topic: string, texts: string[]) {
  mkdirSync(join(dataDir, 'intents', 'it'), { recursive: true })
  writeFileSync(join(dataDir, 'intents', 'it', `${topic}.txt`), `# invented\n${texts.join('\n')}\n`)
}

const open = (log: string[] = []) => createUnderstanding({ dataDir, cacheDir, languages: ['it'], log: (line) => log.push(line) })
const file = () => join(cacheDir, 'model.json')
const topicOf = async (text: string) => (await (await open())(text, { language: 'it' })).intents[0]?.topic

describe('the model cache', () => {
  test('is written once and served the second time', async () => {
    expect(await topicOf('pizza margherita')).toBe('pizza')
    const written = statSync(file()).mtimeMs
    expect(await topicOf('ombrello rosso')).toBe('umbrella')
    expect(statSync(file()).mtimeMs).toBe(written)
  })

  test('is the same in whatever order the languages are named', async () => {
    mkdirSync(join(dataDir, 'intents', 'zh'), { recursive: true })
    writeFileSync(join(dataDir, 'intents', 'zh', 'umbrella.txt'), '我的雨伞丢了\n红色的雨伞 🌂\n')
    const keyOf = async (languages: readonly string[]) => {
      await createUnderstanding({ dataDir, cacheDir, languages })
      return JSON.parse(readFileSync(file(), 'utf8')).key
    }
    expect(await keyOf(['zh', 'it'])).toBe(await keyOf(['it', 'zh']))
  })

  test('is rebuilt when the concepts, or what editors taught, change', async () => {
    await open()
    const keys = [JSON.parse(readFileSync(file(), 'utf8')).key]
    writeFileSync(join(dataDir, 'concepts.yaml'), 'meal: { it: [pizza, torta] }\n')
    await open()
    keys.push(JSON.parse(readFileSync(file(), 'utf8')).key)
    const taught = [{ language: 'it', topic: 'umbrella', text: 'dov’è il mio parapioggia 🌂' }]
    const understand = await createUnderstanding({ dataDir, cacheDir, languages: ['it'], taught })
    keys.push(JSON.parse(readFileSync(file(), 'utf8')).key)
    expect(new Set(keys).size).toBe(3)
    expect((await understand('il parapioggia', { language: 'it' })).intents[0]?.topic).toBe('umbrella')
  })

  test('is rebuilt when the training texts change', async () => {
    expect(await topicOf('gelato al limone')).not.toBe('icecream')
    write('icecream', ['un gelato al limone', 'gelato grande con panna'])
    expect(await topicOf('gelato al limone')).toBe('icecream')
  })

  test.each([
    ['half a file', (text: string) => text.slice(0, text.length / 2)],
    ['not JSON', () => '\u0000\u0001 garbage'],
    ['empty', () => ''],
    ['null', () => 'null'],
    ['somebody else’s JSON', () => '{"models": []}'],
    ['one changed digit', (text: string) => text.replace(/0\.\d/, '9.9')],
  ])('%s is rebuilt, never a crash', async (_, damage) => {
    await open()
    const whole = readFileSync(file(), 'utf8')
    writeFileSync(file(), damage(whole))
    expect(await topicOf('pizza margherita')).toBe('pizza')
    expect(JSON.parse(readFileSync(file(), 'utf8')).key).toBe(JSON.parse(whole).key)
  })

  test('a folder that cannot be written is told, and the desk opens all the same', async () => {
    cacheDir = join(dataDir, 'urgency.yaml', 'not-a-folder')
    const log: string[] = []
    const understand = await open(log)
    expect((await understand('pizza margherita', { language: 'it' })).intents[0]?.topic).toBe('pizza')
    expect(log.join('\n')).toMatch(/could not be saved/)
  })

  test('contradictory texts fail the self-test, and the error says where to look', async () => {
    write('umbrella', ['vorrei ordinare una pizza margherita', 'pizza capricciosa per due'])
    write('lost', ['vorrei ordinare una pizza margherita', 'pizza capricciosa per due'])
    await expect(open()).rejects.toThrow(/self-test.*data\/intents/)
  })

  test('training leaves the event loop free', async () => {
    let turns = 0
    const count = (): void => {
      turns++
      next = setImmediate(count)
    }
    let next = setImmediate(count)
    for (let at = 0; at < 40; at += 1)
      write(
        `topic${at}`,
        Array.from({ length: 12 }, (_, line) => `parola${at} cosa${line} voglio${(at * 7 + line) % 60}`),
      )
    await open()
    clearImmediate(next)
    // On this thread it would be a handful of turns, one for each pause between two steps of the training.
    expect(turns).toBeGreaterThan(1000)
  })
})
