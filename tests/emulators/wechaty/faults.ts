/** What goes wrong, for how many sends. */
export type Faults = ReturnType<typeof createFaults>

export function createFaults() {
  let armed: ('refuse' | 'hang')[] = []
  let lostFiles = 0
  let hiddenPlaces = 0
  return {
    /** Takes the message, and fails all the same: a puppet does not say which. */
    refuse: (times = 1): void => void armed.push(...Array.from({ length: times }, () => 'refuse' as const)),
    /** Takes the message, and never answers. */
    hang: (times = 1): void => void armed.push(...Array.from({ length: times }, () => 'hang' as const)),
    loseFiles: (times = 1): void => void (lostFiles += times),
    /** Never says which place it is. */
    hidePlaces: (times = 1): void => void (hiddenPlaces += times),
    clear(): void {
      armed = []
      lostFiles = 0
      hiddenPlaces = 0
    },
    taking: {
      send: () => armed.shift() ?? null,
      file: (): boolean => lostFiles > 0 && lostFiles-- > 0,
      place: (): boolean => hiddenPlaces > 0 && hiddenPlaces-- > 0,
    },
  }
}
