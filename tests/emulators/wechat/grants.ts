import { refusal } from './errors.ts'

type Grant = { readonly until: number; left: number }

/** What may be sent to one person: 5 in 48 hours after she wrote, 3 in a minute after she followed, scanned or tapped the menu. */
export function createGrants(now: () => number) {
  let message: Grant | null = null
  let event: Grant | null = null
  const open = (grant: Grant | null): grant is Grant => grant !== null && grant.until > now()
  return {
    wrote: (): void => void (message = { until: now() + 48 * 3_600_000, left: 5 }),
    acted: (): void => void (event = { until: now() + 60_000, left: 3 }),
    spend(): void {
      const grants = [event, message].filter(open)
      if (grants.length === 0) throw refusal(45015)
      const grant = grants.find((g) => g.left > 0)
      if (grant === undefined) throw refusal(45047)
      grant.left -= 1
    },
    left: (): number => [event, message].filter(open).reduce((sum, g) => sum + g.left, 0),
  }
}
