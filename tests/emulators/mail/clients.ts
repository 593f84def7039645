export type Quoted = { readonly text: string; readonly from: string; readonly at: Date }
/** How a mail program writes an answer: her words, what it adds, the mail that she answers. */
export type Client = (text: string, quoted: Quoted | null) => string

const behind = (text: string): string => text.split('\n').map((line) => `> ${line}`).join('\n')
const day = (at: Date, locale: string): string => at.toLocaleString(locale, { timeZone: 'Europe/Rome', dateStyle: 'full', timeStyle: 'short' })

const client = (footer: string, announce: (quoted: Quoted) => string, quote: (text: string) => string = behind): Client =>
  (text, quoted) => [text, ...(footer === '' ? [] : [footer]), ...(quoted === null ? [] : [`${announce(quoted)}\n${quote(quoted.text)}`])].join('\n\n')

export const CLIENTS = {
  'gmail-it': client('', ({ at, from }) => `Il giorno ${day(at, 'it-IT')} Sportello\n<${from}> ha scritto:\n`),
  'iphone-zh': client('发自我的 iPhone', ({ at, from }) => `> 在 ${day(at, 'zh-CN')}，Sportello <${from}> 写道：\n> `),
  'gmail-zh': client('', ({ at, from }) => `Sportello <${from}> 于${day(at, 'zh-CN')}写道：\n`),
  'qq': client('', ({ from, at }) => `------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "Sportello" <${from}>;\n发送时间: ${day(at, 'zh-CN')}\n收件人: "李伟";\n主题: Re:\n`, (text) => text),
  'outlook-en': client('Get Outlook for Android', ({ from, at }) => `________________________________\nFrom: Sportello <${from}>\nSent: ${day(at, 'en-GB')}\nTo: me\nSubject: Re:\n`, (text) => text),
  'gmail-ar': client('', ({ from, at }) => `في ${day(at, 'ar')} كتب Sportello <\u200e${from}\u200e>:\n`),
} as const satisfies Record<string, Client>
