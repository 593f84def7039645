import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { NotNow } from '../../../src/channels/channel.ts'
import { type Answer, type Phone, phone, told } from './phone.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const LANGUAGES = { labels: [['it', 'Italiano'], ['zh', '中文'], ['en', 'English'], ['es', 'Español'], ['fr', 'Français'], ['ar', 'العربية']] as const }
const MENU = { text: 'Di che cosa ha bisogno?', labels: ['Rinnovo', '续居留', 'تجديد', 'Residenza 🏠', 'Scuola', 'Lavoro', 'Altro'] }
const menu: Answer = () => MENU

describe.each(['twilio', 'jambonz'] as const)('%s', (provider) => {
  const open = async (answer: Answer = menu, ...rest: [Parameters<typeof phone>[2]?, Parameters<typeof phone>[3]?]): Promise<Phone> => {
    const made = await phone(provider, answer, ...rest)
    closing.push(async () => {
      await made.she.hangUp()
      await made.close()
      expect(made.fake.complaints).toEqual([])
    })
    return made
  }
  const ringing = async (...given: Parameters<typeof open>): Promise<Phone> => {
    const made = await open(...given)
    await made.she.call()
    return made
  }

  test('a call begins: a machine says what it is, then the languages, each in its own', async () => {
    const p = await ringing(() => LANGUAGES)
    expect(p.heard[0]).toMatchObject({ from: { channel: 'telephone', account: '+390550000001', address: p.she.number }, externalId: `${p.she.sid}:start`, content: { kind: 'opened', language: null, flow: null } })
    expect(p.last()).toBe([
      'Risponde un assistente automatico. La telefonata non viene registrata. In pericolo chiami il 112.', 'Per l’italiano, prema 1.', '中文请按 2。', 'For English, press 3.', 'Para español, pulse 4.', 'Pour le français, appuyez sur 5.', 'للعربية، اضغطوا 6.',
    ].join('\n'))
    expect(p.she.transcript.map((s) => s.language.slice(0, 2))).toEqual(expect.arrayContaining(['it', 'zh', 'en', 'es', 'fr', 'ar']))
    await p.she.press('2')
    expect(told(p)).toEqual(['opened', 'm1.1.abcd:zh'])
  })

  test('a menu is read five at a time; each key means what was read', async () => {
    const p = await ringing()
    expect(p.last()).toContain('Di che cosa ha bisogno?\nPer Rinnovo, prema 1.\nPer 续居留, prema 2.\nPer تجديد, prema 3.\nPer Residenza 🏠, prema 4.\nPer Scuola, prema 5.\nPer altre scelte, prema 9.\nPer una persona, prema 0.')
    await p.she.press('9')
    expect(p.last()).toContain('Per Lavoro, prema 1.\nPer Altro, prema 2.')
    expect(p.last()).not.toContain('Di che cosa')
    await p.she.press('2')
    expect(p.heard[1]).toMatchObject({ content: { kind: 'picked', menu: 'm1.1.abcd', option: 'o7' }, label: 'Altro' })
    await p.she.press('9')
    await p.she.press('9')
    expect(p.last()).toContain('Per Rinnovo, prema 1.')
  })

  test('a key may be pressed before the menu was read', async () => {
    const p = await open()
    await p.she.call('2')
    expect(told(p)).toEqual(['opened', 'm1.1.abcd:o2'])
  })

  test.each([['0', 'command:person'], ['*', 'command:back']])('%s asks for %s', async (key, asked) => {
    const p = await ringing()
    await p.she.press(key)
    expect(told(p)).toEqual(['opened', asked])
  })

  test('# reads it all again, and tells the desk nothing', async () => {
    const p = await ringing()
    await p.she.press('#')
    expect(p.last()).toContain('Di che cosa ha bisogno?\nPer Rinnovo, prema 1.')
    expect(told(p)).toEqual(['opened'])
  })

  test.each<[string, string, string, string]>([
    ['date', '12032027', '«12/03/2027»', 'otto cifre'], ['number', '0#', '«0»', 'poi cancelletto'], ['money', '1200#', '«1200»', 'poi cancelletto'], ['phone', '3331234567#', '«3331234567»', 'numero di telefono'],
    ['yes-no', '1', '«sì»', 'Per sì, prema 1'], ['yes-no', '2', '«no»', 'Per no, prema 2'],
    ['date', '*#', 'command:back', 'otto cifre'], ['date', '*0#', 'command:person', 'asterisco, zero e cancelletto'],
  ])('%s is asked, %s is keyed: %s', async (expects, keys, words, prompt) => {
    const p = await ringing(() => ({ text: 'La domanda?', spoken: { expects: expects as 'date' } }))
    expect(p.last()).toContain(prompt)
    await p.she.press(keys)
    expect(told(p)).toEqual(['opened', words])
  })

  test('a date that is cut short is asked again', async () => {
    const p = await ringing(() => ({ text: 'Quando?', spoken: { expects: 'date' as const } }))
    await p.she.press('1203#')
    expect(p.last()).toContain('Questo tasto qui non vale.\nDigiti la data')
    expect(told(p)).toEqual(['opened'])
  })

  test.each(['text', 'email', 'codice-fiscale', 'comune'] as const)('%s cannot be keyed: that is said, with a person and another channel', async (expects) => {
    const p = await ringing(() => ({ text: 'La domanda?', spoken: { expects } }))
    expect(p.last()).toContain('non si può rispondere con i tasti.\nPer averlo per iscritto, prema 8.\nPer una persona, prema 0.')
  })

  test('a long list is not read: 8 tells where to write and a code, twice, digit by digit', async () => {
    const p = await ringing(() => ({ ...MENU, spoken: { documents: 12, unread: true } }), {}, { code: async () => '047915' })
    expect(p.last()).toContain('La lista ha 12 documenti')
    await p.she.press('8')
    expect(p.last()).toContain('qui: la chat del sito, Telegram.\nScriva lì questo codice di sei cifre: 0, 4, 7, 9, 1, 5.\nRipeto: 0, 4, 7, 9, 1, 5.')
    await p.she.press('1')
    expect(told(p)).toEqual(['opened', 'm1.1.abcd:o1'])
  })
  test('without a code, a person can send it; where nothing waits to be read, 8 means nothing', async () => {
    const p = await ringing((_, nth) => ({ ...MENU, spoken: { unread: nth === 1 } }))
    await p.she.press('8')
    expect(p.last()).toContain('Può mandarlo una persona: prema 0.')
    await p.she.press('1')
    await p.she.press('8')
    expect(p.last()).toContain('Questo tasto qui non vale.')
  })

  test('three silences, and a person is asked for', async () => {
    const p = await ringing()
    await p.she.waits()
    expect(p.last()).toContain('Non ho sentito nulla.\nPer Rinnovo, prema 1.')
    await p.she.press('7')
    expect(p.last()).toContain('Questo tasto qui non vale.')
    await p.she.waits()
    expect(told(p)).toEqual(['opened', 'command:person'])
  })

  describe('speech', () => {
    test('only where a processor is named, and she is told once in each language', async () => {
      const p = await ringing((_, nth) => (nth === 1 ? MENU : { ...MENU, language: 'zh' }), { speechProcessor: 'Prova S.p.A.' })
      expect(p.last()).toContain('Ciò che dice a voce viene trascritto da Prova S.p.A.')
      await p.she.says('我的居留快到期了 🏠')
      expect(p.last()).toContain('您说的话由 Prova S.p.A. 转成文字。')
      await p.she.says('/menu')
      expect(p.last()).not.toContain('转成文字')
      expect(told(p)).toEqual(['opened', '«我的居留快到期了 🏠»', 'command:menu'])
      expect(p.she.listens?.speech).toMatch(/^(?:cmn|zh)-/)
    })
    test('else the call does not listen', async () => {
      const p = await ringing()
      expect(p.she.listens?.speech).toBeNull()
      expect(p.last()).not.toContain('trascritto')
    })
  })

  describe('what goes wrong on the way', () => {
    test('a request that comes again gets the same answer and makes no second turn', async () => {
      const p = await open()
      p.fake.faults.lost = 1
      await p.she.call()
      p.fake.faults.lost = 1
      await p.she.press('1')
      p.fake.faults.twice = true
      await p.she.press('2')
      expect(told(p)).toEqual(['opened', 'm1.1.abcd:o1', 'm1.1.abcd:o2'])
    })
    test('a desk that needs long: she is asked to wait, and then hears it', async () => {
      const p = await ringing(async (_, nth) => {
        if (nth === 2) await pause(700)
        return MENU
      }, { patience: 200 })
      await p.she.press('1')
      expect(p.last()).toContain('Un momento, per favore.')
      expect(p.last()).toContain('Di che cosa ha bisogno?')
      expect(told(p)).toEqual(['opened', 'm1.1.abcd:o1'])
      expect(Math.max(...p.fake.asked.map((a) => a.milliseconds))).toBeLessThan(5_000)
    })
    test('what could not be kept is brought again', async () => {
      const p = await ringing((_, nth) => {
        if (nth === 2 || nth === 3) throw new NotNow(new Error('disk'))
        return MENU
      })
      await p.she.press('2')
      expect(told(p)).toEqual(['opened', ...Array(3).fill('m1.1.abcd:o2')])
      expect(new Set(p.heard.slice(1).map((m) => m.externalId)).size).toBe(1)
      expect(p.last()).toContain('Di che cosa ha bisogno?')
    })
    test('a desk that keeps nothing says so, and the call ends', async () => {
      const p = await ringing(() => { throw new NotNow(new Error('disk')) })
      expect(p.last()).toContain('Richiami più tardi')
      expect(p.she.isOver).toBe(true)
    })
    test('nobody waits for ever', async () => {
      const p = await ringing(() => new Promise(() => {}), { patience: 20 })
      expect(p.last()).toContain('Un momento, per favore.')
      expect(p.last()).toContain('Richiami più tardi')
      expect(p.she.isOver).toBe(true)
    })
    test('a call that this process does not know: the menu is read again', async () => {
      const p = await ringing()
      const stop = await p.channel.start?.({} as never)
      await stop?.()
      await p.she.press('1')
      expect(p.last()).toContain('Di che cosa ha bisogno?')
      expect(told(p)).toEqual(['opened', 'opened'])
      await p.she.press('2')
      expect(told(p).at(-1)).toBe('m1.1.abcd:o2')
    })
  })

  describe('what the desk says by itself', () => {
    test('is held while she listens, and said when she is silent', async () => {
      const waiting: { text: string }[] = []
      const p = await ringing(menu, {}, {
        resume: async () => {
          const next = waiting.shift()
          if (next === undefined) return false
          setImmediate(() => void p.say({ ...next, by: 'operator', language: 'zh' }))
          return true
        },
      })
      expect(await p.say({ text: '您好', by: 'operator' })).toMatchObject({ kind: 'hold' })
      waiting.push({ text: '您好，请带护照。👍' })
      await p.she.waits()
      expect(p.last()).toContain('您好，请带护照。👍')
      expect(told(p)).toEqual(['opened'])
    })
    test('cannot be said after she hung up: she is to be called back', async () => {
      const p = await ringing()
      await p.she.hangUp()
      expect(await p.say({ text: 'Venga domani', by: 'operator' })).toEqual({ kind: 'permanent', explain: 'Call her back: she has hung up, and cannot hear it.' })
      expect(await p.say({ text: 'Conversazione chiusa' })).toMatchObject({ kind: 'permanent' })
    })
    test('does not count as said where nobody could hear it, and what follows it is heard', async () => {
      const waiting = [['', '您好，请带护照。👍'], []]
      const outcomes: unknown[] = []
      const p = await ringing(menu, {}, {
        resume: async () => {
          const texts = waiting.shift() ?? []
          setImmediate(async () => { for (const words of texts) outcomes.push(await p.say({ text: words, by: 'operator', language: 'zh', spoken: { unread: words === '' } })) })
          return texts.length > 0
        },
      })
      await p.she.waits()
      expect(outcomes).toMatchObject([{ kind: 'permanent', explain: expect.stringContaining('Nothing of it can be heard') }, { kind: 'accepted' }])
      expect(p.last()).toContain('您好，请带护照。👍')
    })
    test('is refused at once where nobody could hear it, also while she listens, and she is not kept waiting for it', async () => {
      let waiting = true
      const p = await ringing(menu, {}, {
        resume: async () => {
          if (!waiting) return false
          waiting = false
          setImmediate(() => void p.say({ text: '', by: 'operator', spoken: { unread: true } }))
          return true
        },
      })
      expect(await p.say({ text: '', by: 'operator', spoken: { unread: true } })).toMatchObject({ kind: 'permanent' })
      await p.she.waits()
      expect(p.last()).toContain('Per Rinnovo, prema 1.')
      expect(p.last()).not.toContain('Un momento')
    })
    test('and where the answer is only a file she hears how to have it, and the desk that it was not said', async () => {
      const p = await ringing((_, nth) => (nth === 1 ? MENU : { text: '', spoken: { unread: true } }))
      await p.she.press('1')
      expect(p.last()).toContain('Per averlo per iscritto, prema 8.')
      expect(p.last()).not.toContain('Un momento')
      await expect.poll(() => p.sent).toMatchObject([{ kind: 'accepted' }, { kind: 'permanent', explain: expect.stringContaining('files') }])
    })
    test('a menu, a question or a list without other words is something to be heard', async () => {
      const p = await ringing((_, nth) => [{ text: '', labels: ['续居留'] }, { text: '', spoken: { expects: 'date' as const } }, { text: '', spoken: { documents: 12, unread: true } }][nth - 1] ?? MENU)
      await p.she.press('1')
      await p.she.press('12032027')
      await expect.poll(() => p.sent).toMatchObject(Array(3).fill({ kind: 'accepted' }))
    })
    test('nor a file, nor for another number', async () => {
      const p = await ringing()
      const file = { kind: 'file' as const, file: { id: 'f', name: 'a.pdf', mime: 'application/pdf', bytes: 3 } }
      expect(await p.channel.send({ channel: 'telephone', account: p.fake.number, address: p.she.number, memory: null }, file, {} as never)).toMatchObject({ kind: 'permanent' })
      expect(await p.channel.send({ channel: 'telephone', account: '+390559999999', address: p.she.number, memory: null }, file, {} as never)).toMatchObject({ kind: 'permanent' })
    })
  })

  describe('who calls', () => {
    test('whoever withholds the number stands alone, call by call', async () => {
      const p = await open()
      const hidden = p.fake.caller({ withheld: true })
      await hidden.call()
      const first = hidden.sid
      await hidden.hangUp()
      await hidden.call()
      expect(p.heard.map((m) => m.from.address)).toEqual([`call:${first}`, `call:${hidden.sid}`])
      await hidden.hangUp()
    })
    test('two people of one firm call from one number: the second stands alone', async () => {
      const p = await ringing()
      const colleague = p.fake.caller({ number: p.she.number })
      await colleague.call()
      expect(p.heard.map((m) => m.from.address)).toEqual([p.she.number, `call:${colleague.sid}`])
      await colleague.hangUp()
    })
  })
})
