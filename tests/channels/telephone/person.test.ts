import { afterEach, describe, expect, test } from 'vitest'
import { type Answer, type Phone, phone, told } from './phone.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const TRANSFER = { transferTo: '+390551234567' }
const MENU = { text: 'Di che cosa ha bisogno?', labels: ['Rinnovo', '续居留'] }
const handsOff = (person: 'here' | 'away'): Answer => ({ content: c }) =>
  c.kind === 'picked' && c.option === 'person' ? { text: 'La passo a una persona.', person } : c.kind === 'wrote' ? { text: 'Ricevuto.', person } : MENU

describe.each(['twilio', 'jambonz'] as const)('%s', (provider) => {
  const asking = async (answer: Answer, ...rest: [Parameters<typeof phone>[2]?, Parameters<typeof phone>[3]?]): Promise<Phone> => {
    const made = await phone(provider, answer, ...rest)
    closing.push(async () => {
      await made.she.hangUp()
      await made.close()
      expect(made.fake.complaints).toEqual([])
    })
    await made.she.call()
    return made
  }

  test('somebody is there: she is put through from the desk’s own number, and the call ends with theirs', async () => {
    const p = await asking(handsOff('here'), TRANSFER)
    p.fake.faults.dialled = 'completed'
    await p.she.press('0')
    expect(p.last()).toContain('La passo a una persona.\nLa collego con una persona')
    expect(p.she.dialled).toEqual([{ to: '+390551234567', callerId: '+390550000001' }])
    expect(p.she.isOver).toBe(true)
  })

  test.each(['no-answer', 'busy', 'failed'] as const)('nobody answers (%s): she is called back, and not put through twice', async (dialled) => {
    const p = await asking(handsOff('here'), TRANSFER)
    p.fake.faults.dialled = dialled
    await p.she.press('0')
    expect(p.last()).toContain('Nessuno ha potuto rispondere.\nQuando possiamo richiamarla?')
    await p.she.press('*')
    await p.she.press('0')
    expect(p.she.dialled.length).toBe(1)
    expect(p.last()).toContain('Quando possiamo richiamarla?')
  })

  test.each<[string, 'here' | 'away', Parameters<typeof phone>[2]]>([['nobody is there', 'away', TRANSFER], ['there is no number to put her through to', 'here', {}]])('%s: she is asked when', async (_, person, options) => {
    const p = await asking(handsOff(person), options)
    await p.she.press('0')
    expect(p.she.dialled).toEqual([])
    expect(p.last()).toContain('La passo a una persona.\nQuando possiamo richiamarla?')
  })

  test.each([['1', 'Richiamare appena possibile, numero'], ['2', 'Richiamare al mattino, numero'], ['3', 'Richiamare al pomeriggio, numero']])('%s: operators read «%s …», in Italian whatever she speaks', async (key, wish) => {
    const p = await asking((m, nth) => ({ ...handsOff('away')(m, nth), language: 'ar' }))
    await p.she.press('0')
    expect(p.last()).toContain('متى يمكننا أن نتصل بكم؟')
    await p.she.press(key)
    expect(told(p).at(-1)).toBe(`«${wish} ${p.she.number}.»`)
    expect(p.last()).toContain('شكرًا')
    expect(p.she.isOver).toBe(true)
  })

  test.each([['3331234567#', '+393331234567'], ['0551234567#', '+390551234567'], ['008613800138000#', '+8613800138000']])('another number, keyed as %s', async (keys, number) => {
    const p = await asking(handsOff('away'))
    await p.she.press('0')
    await p.she.press('#')
    await p.she.press(keys)
    expect(p.last()).toContain(`Il numero è: ${[...number.slice(1)].join(' ')}.\nQuando possiamo richiamarla?`)
    await p.she.press('2')
    expect(told(p).at(-1)).toBe(`«Richiamare al mattino, numero ${number}.»`)
  })

  test('what is no number is asked again; with star she leaves', async () => {
    const p = await asking(handsOff('away'))
    await p.she.press('0')
    await p.she.press('#')
    await p.she.press('12#')
    expect(p.last()).toContain('Questo tasto qui non vale.\nDigiti il numero a cui richiamarla')
    await p.she.press('*#')
    expect(told(p).at(-1)).toBe('command:menu')
    expect(p.last()).toContain('Di che cosa ha bisogno?')
  })

  test('whoever withholds the number is asked for one first', async () => {
    const p = await asking(handsOff('away'))
    const hidden = p.fake.caller({ withheld: true })
    await hidden.call('0')
    expect(hidden.lately.map((s) => s.text).join('\n')).toContain('Digiti il numero a cui richiamarla')
    await hidden.press('3331234567#')
    await hidden.press('1')
    expect(told(p).at(-1)).toBe('«Richiamare appena possibile, numero +393331234567.»')
  })

  test('who says nothing is not kept on the line; her place in the queue stays', async () => {
    const p = await asking(handsOff('away'))
    await p.she.press('0')
    for (let i = 0; i < 3; i++) await p.she.waits()
    expect(p.last()).toContain('Arrivederci.')
    expect(p.she.isOver).toBe(true)
  })

  test('what she says there is for the person', async () => {
    const p = await asking(({ content: c }) => (c.kind === 'wrote' ? { person: 'away' } : c.kind === 'opened' ? MENU : { text: 'La passo a una persona.', person: 'away' }), { speechProcessor: 'Prova' })
    await p.she.press('0')
    expect(p.last()).toContain('Oppure dica il motivo della chiamata.')
    await p.she.says('我的餐馆要续居留 🍜')
    expect(told(p).at(-1)).toBe('«我的餐馆要续居留 🍜»')
    expect(p.last()).toContain('L’ho aggiunto alla Sua richiesta.\nQuando possiamo richiamarla?')
  })

  test('she calls while a person has her request: nothing of the script is said', async () => {
    const p = await asking(() => ({ person: 'away' }))
    expect(p.last()).toMatch(/^Risponde un assistente automatico\.[^\n]+\nQuando possiamo richiamarla\?/)
  })

  test('she waits and looks around: a menu is a menu', async () => {
    const p = await asking(() => ({ ...MENU, person: 'away' }), TRANSFER)
    expect(p.last()).toContain('Per Rinnovo, prema 1.')
    expect(p.last()).not.toContain('richiamarla')
  })

  test('what waited is said where she is asked, and a menu in it opens the menu', async () => {
    const waiting = [{ text: 'Ora Le risponde Anna.' }, MENU]
    let p: Phone | null = null
    const resume = async (): Promise<boolean> => {
      const next = waiting.shift()
      if (next === undefined) return false
      setImmediate(() => void p?.say(next))
      return true
    }
    p = await asking(handsOff('away'), {}, { resume })
    await p.she.press('0')
    await p.she.waits()
    expect(p.last()).toContain('Ora Le risponde Anna.\nQuando possiamo richiamarla?')
    await p.she.waits()
    await p.she.press('2')
    expect(told(p).at(-1)).toBe('m1.1.abcd:o2')
  })
})
