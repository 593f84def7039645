import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { citizen, type Citizen, withToken } from '../support/citizen.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { operator, type TestOperator } from '../support/operator.ts'

let desk: TestDesk
let anna: TestOperator
beforeAll(async () => {
  desk = await startDesk({ now: () => new Date('2026-11-24T14:30:00Z') })
  anna = await operator(desk.url)
})
afterAll(() => desk.end())

const forMother = async (name = '妈妈 👵'): Promise<Citizen> => {
  const she = await citizen(desk.url, 'zh')
  await she.say('替别人问')
  await she.tap('new')
  await she.say(name)
  return she
}
const text = async (she: Citizen): Promise<string> => (await she.messages()).map((m) => m.text).join('\n')
const summaryOf = async (words: string) => (await anna.threadOf(words)).summary

describe('somebody asks for another person', () => {
  test('who is called as she calls her; it begins afresh, and operators see who is meant', async () => {
    const she = await forMother()
    expect(await text(she)).toContain('从现在起说的是妈妈 👵的事')
    await she.say('人工')
    const thread = await anna.threadOf('妈妈 👵')
    expect(thread.summary.name).toBe('Per 妈妈 👵')
    expect(thread.entries.map((e) => e.text)).toContain('Da qui chiede per 妈妈 👵')
    expect((await anna.queue()).items.find((c) => c.id === thread.summary.id)?.name).toBe('Per 妈妈 👵')
  })
  test('and then for herself again', async () => {
    const she = await forMother('外婆')
    await she.say('替别人问')
    await she.tap('me')
    expect(await text(she)).toContain('从现在起说的是您自己的事')
    expect((await summaryOf('外婆')).name).toBe('Anonima')
  })
  test('what one answered is not the other’s', async () => {
    const she = await citizen(desk.url, 'zh')
    await she.say('续签居留')
    const choice = (await she.last()).menu?.options[0]?.id ?? ''
    await she.tap(choice)
    await she.say('替别人问')
    await she.tap('new')
    await she.say('弟弟小强')
    expect((await anna.threadOf('弟弟小强')).answers).toEqual([])
  })
  test('in the next conversation she is asked for whom; nobody is assumed', async () => {
    const she = await forMother('阿姨')
    const { id } = await summaryOf('阿姨')
    await anna.act(id, 'take')
    await anna.act(id, 'close', { outcome: 'solved' })
    const opened = await fetch(`${desk.url}/api/chat/sessions`, { method: 'POST', headers: { authorization: `Bearer ${she.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ language: 'zh' }) })
    expect(opened.ok).toBe(true)
    const again = withToken(desk.url, she.token)
    const { menu } = await again.last()
    expect(menu?.options.map((o) => o.label)).toEqual(['我自己', '阿姨', '别人'])
    await again.tap('who-0')
    expect(await text(again)).toContain('从现在起说的是阿姨的事')
  })
})

describe('how she calls somebody', () => {
  test.each([['长'.repeat(60), '长'.repeat(40)], ['\u202eأمي\u0000', 'أمي'], ['  mamma   ', 'mamma']])('%j is kept as %j', async (written, kept) => {
    const she = await forMother(written)
    expect((await anna.threadOf(`chiede per ${kept}`)).summary.name).toBe(`Per ${kept}`)
    expect(await text(she)).toContain(kept)
  })
  test('a danger that is told instead of a name is heard', async () => {
    const she = await forMother('我老公打我，我很害怕')
    expect(await text(she)).toContain('1522')
    expect(await text(she)).not.toContain('从现在起说的是')
  })
  test.each<[string, (she: Citizen) => Promise<unknown>]>([['a command', (she) => she.command('menu')], ['another language', (she) => she.choose('it')], ['a choice of before', (she) => she.tap('me')]])('she taps %s instead: what she types next is no name', async (_, instead) => {
    const she = await citizen(desk.url, 'zh')
    await she.say('替别人问')
    await she.tap('new')
    await instead(she)
    await she.say('我的居留许可丢了怎么办')
    expect(await text(she)).not.toContain('从现在起说的是我的居留')
    expect(await text(she)).not.toContain('da ora si parla di 我的居留')
  })
  test('a command instead of a name is a command', async () => {
    const she = await forMother('菜单')
    expect(await text(she)).not.toContain('从现在起说的是')
  })
})
