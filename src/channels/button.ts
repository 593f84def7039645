import type { MenuId, OptionId } from '../core/ids.ts'

/** What comes back when a button is tapped: it names its menu, so that a late tap is known. A menu's id holds no colon. */
export const buttonId = (menu: MenuId, option: OptionId): string => `${menu}:${option}`

/** What a tap says that it was. It comes from somebody's phone: a guess, until core knows the menu. */
export function readButtonId(id: string): { readonly menu: MenuId | null; readonly option: OptionId } {
  const at = id.indexOf(':')
  return { menu: at > 0 ? id.slice(0, at) : null, option: id.slice(at + 1) }
}
