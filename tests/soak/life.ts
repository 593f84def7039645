import { type Chance, pause } from './chance.ts'
import type { Phone, Sent } from './phone.ts'

/** Somebody, and what she sent in this order; `unsure`: the provider told her that it had not gone. */
export type Person = { readonly phone: Phone; readonly sent: { readonly name: Sent; readonly unsure: boolean }[] }

/** A number follows, by which the words are found again. */
const WORDS = [
  '我的居留还有三个星期到期', '我想开一家中餐馆，要什么手续', '孩子上学怎么报名', '续居留要多少钱', '老婆怎么来意大利团聚', '在烧烤店打工可以吗 🍢', '工厂里没有合同怎么办', '谢谢您 🙏',
  'Il mio permesso scade fra tre settimane', 'Come chiedo la residenza?', 'Mio figlio deve andare a scuola', 'Quanto costa il rinnovo? 🪪', 'Ho perso la carta d’identità',
  'My permit expires next month', 'How do I see a doctor here?', 'Can my wife join me? 👨‍👩‍👧',
  'أريد تجديد تصريح الإقامة', 'كيف أستقدم عائلتي؟', 'أين أجد طبيبًا للأطفال؟ 🩺', '🪪❓', '👍🏽👍🏽',
] as const
/** What is understood as it stands: without a number. */
const BARE = ['1', '2', '３', '٢', '菜单', '返回', 'menu', 'indietro', 'القائمة', '2026年12月15日', '31/02/2027', '4', 'sì', '不知道', 'grazie'] as const
const PERSON = ['转人工', 'operatore', 'شخص', 'I want to talk to a person'] as const

/** Milliseconds that she waits for an answer, and then thinks; of ours, not of the desk's. */
const PATIENCE = 1_200
const THINKS = 120

export type LifeOptions = { readonly messages: number; readonly chance: Chance; /** A number for her next words. */ readonly number: () => number }

/** First contact, then one message after the other: menus, words, figures, photos, a person; sometimes several before an answer. */
export async function live({ phone, sent }: Person, { messages, chance, number }: LifeOptions): Promise<void> {
  await phone.arrive()
  while (sent.length < messages) {
    const [before, sorry] = [phone.shown().length, phone.apologies()]
    const name = await act(phone, chance, number)
    sent.push({ name, unsure: phone.apologies() > sorry })
    if (chance.happens(0.1)) continue
    for (const until = Date.now() + PATIENCE; phone.shown().length === before && Date.now() < until; ) await pause(25)
    await pause(chance.below(THINKS))
  }
  await phone.leave?.()
}

async function act(phone: Phone, chance: Chance, number: () => number): Promise<Sent> {
  const dice = chance.next()
  const numbered = (words: string): Promise<Sent> => phone.say(`${words} №${number()}`)
  if (dice < 0.4) return (await phone.tap(chance)) ?? numbered(chance.among(WORDS))
  if (dice < 0.75) return numbered(chance.among(WORDS))
  if (dice < 0.9) return phone.say(chance.among(BARE))
  if (dice < 0.94) return (await phone.photo()) ?? numbered(chance.among(WORDS))
  return phone.say(chance.among(PERSON))
}
