import { manyLines } from './words.ts'

/** How programs announce the history that they quote: «On (a date) … wrote:». At most three lines. */
const ANNOUNCES = [
  /^On\b.{5,250}\bwrote:$/i, /^Il\b.{3,250}\bha scritto:$/i, /^Le\b.{3,250}\ba écrit\s?:$/i, /^El\b.{3,250}\bescribió:$/i, /^Am\b.{3,250}\bschrieb.{0,120}:$/i, /^Em\b.{3,250}\bescreveu:$/i,
  /^.{3,250}(?:写道|寫道)\s?[：:]$/, /^.{0,250}(?:كتبت?|تمت كتابة)(?:\s.{0,250})?[:：]$/,
]
const DATED = /\p{Nd}/u
/** QQ writes its spaces as a page does, in a plain text too. */
const SEPARATES = /^(?:[-_=*\s]|&nbsp;){2,}(?:original message|forwarded message|messaggio originale|messaggio inoltrato|message d['’]origine|message transféré|mensaje original|原始邮件|原始郵件|邮件原件|转发邮件|الرسالة الأصلية)(?:[-_=*\s]|&nbsp;)*$/i
/** The head of a quoted mail, as Outlook and Chinese webmail write it. */
const HEAD_FROM = /^\*?(?:from|da|de|von|发件人|發件人|寄件者|من)\s*\*?\s*[:：]/i
const HEAD_SENT = /^\*?(?:sent|date|inviato|data|envoyé|enviado(?: el)?|fecha|发送时间|發送時間|时间|日期|تاريخ الإرسال|التاريخ)\s*\*?\s*[:：]/i
const SIGNATURE = /^-- ?$/
const FOOTER = /^(?:sent (?:from|via|with)|get outlook for|inviato (?:da|dal|con)|scarica outlook|envoyé (?:de|depuis|à partir)|obtenir outlook|télécharger outlook|enviado (?:desde|de)|obtener outlook|发自|發自|发送自|从我的.{1,20}发送|来自我的|获取 ?outlook|أُ?رسلت? من|أُرسل(?:ت)? من|مُ?رسل(?:ة)? من|تم الإرسال من|الحصول على outlook).{0,80}$/i
const RULE = /^[_\-—=]{5,}$/

/** What she newly wrote: without the history, her signature and her phone's advertisement. The whole text where nothing would be left. */
export const newWords = (text: string): string => writtenIn(text) || linesOf(text).join('\n').trim()

/** The same; empty where she wrote nothing. */
export const writtenIn = (text: string): string => withoutFooter(withoutSignature(withoutHistory(linesOf(text)))).join('\n').replace(/\n{3,}/g, '\n\n').trim()

const linesOf = (text: string): string[] => manyLines(text).split('\n').map((line) => line.trimEnd())

const isQuoted = (line: string): boolean => /^\s*[>＞]/.test(line)

function withoutHistory(lines: readonly string[]): readonly string[] {
  for (let at = 0; at < lines.length; at++) {
    const taken = announced(lines, at)
    if (taken === 0) continue
    const rest = lines.slice(at + taken)
    // Who answers below or between quoted lines goes on after them.
    const first = rest.find((line) => line !== '')
    return (first !== undefined && isQuoted(first) ? [...lines.slice(0, at), ...rest] : lines.slice(0, at)).filter((line) => !isQuoted(line))
  }
  return lines.filter((line) => !isQuoted(line))
}

/** How many lines announce the history here; 0: none do. */
function announced(lines: readonly string[], at: number): number {
  const line = (lines[at] ?? '').trim()
  if (line === '') return 0
  if (SEPARATES.test(line)) return 1
  if (HEAD_FROM.test(line) && lines.slice(at + 1, at + 5).some((l) => HEAD_SENT.test(l.trim()))) return 1
  for (const count of [1, 2, 3]) {
    const piece = lines.slice(at, at + count).map((l) => l.trim())
    const words = piece.join(' ').replace(/[\u200e\u200f]/g, '')
    if (piece.length === count && piece.every((l) => l !== '') && DATED.test(words) && ANNOUNCES.some((a) => a.test(words))) return count
  }
  return 0
}

function withoutSignature(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => SIGNATURE.test(line) || line === '--')
  return at < 0 ? lines : lines.slice(0, at)
}

function withoutFooter(lines: readonly string[]): readonly string[] {
  const kept = [...lines]
  for (let last = kept.at(-1)?.trim(); last !== undefined && (last === '' || FOOTER.test(last) || RULE.test(last)); last = kept.at(-1)?.trim()) kept.pop()
  return kept
}
