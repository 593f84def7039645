import type { Request } from 'express'
import type { WebPorts } from './ports.ts'

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** How the assistant works and what happens to data, in her language, as a plain page without scripts. */
export function privacyPage({ words, desk, retention }: WebPorts, request: Request): string {
  const asked = typeof request.query.lang === 'string' ? [request.query.lang] : request.acceptsLanguages().map((tag) => tag.split('-')[0] ?? '')
  const language = words.languages.find((l) => asked.includes(l.tag)) ?? words.languages.find((l) => l.tag === 'it')
  const tag = language?.tag ?? 'it'
  const here = desk()
  const text = (key: string, params = {}): string => escapeHtml(words.text(`privacy:${key}`, params, tag))
  const params = {
    desk: here.name, controller: here.controller ?? text('not-configured'), contact: here.privacyContact ?? text('not-configured'),
    bot: { days: retention.botDays }, urgent: { days: retention.urgentDays }, attended: { months: retention.attendedMonths }, files: { days: retention.fileDays },
  }
  const others = words.languages.map((l) => `<a lang="${l.tag}" dir="${l.dir}" href="?lang=${l.tag}">${escapeHtml(l.name)}</a>`).join(' · ')
  const paragraphs = ['who', 'machine', 'reads', 'kept', 'files', 'rights'].map((key) => `<h2>${text(`${key}.title`)}</h2><p>${text(`${key}.text`, params)}</p>`).join('')
  return `<!doctype html><html lang="${tag}" dir="${language?.dir ?? 'ltr'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text('title')}</title>
<style>body{font:17px/1.6 "Titillium Web","PingFang SC","Noto Sans SC","Microsoft YaHei","Geeza Pro","Noto Naskh Arabic",system-ui,sans-serif;color:#17324d;max-width:42rem;margin:0 auto;padding:1.5rem}a{color:#0059b3}h1{font-size:1.5rem}h2{font-size:1.1rem}</style>
<main><p>${others}</p><h1>${text('title')}</h1>${paragraphs}</main></html>`
}
