/** A weekday afternoon on which the desk is open. */
const BEGIN = Date.parse('2026-11-24T09:00:00Z')

/** Milliseconds since 1970 as the soak counts them: all its processes agree. `epoch`: when it began, by the machine's clock. */
export const hours = (epoch: number, speed: number) => (): number => BEGIN + (Date.now() - epoch) * speed
