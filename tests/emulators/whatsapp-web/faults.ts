/** What goes wrong with what a page asks its phone for. */
export function createFaults() {
  const never: Promise<never> = new Promise(() => {})
  const shut = new Map<string, { readonly how: 'fails' | 'hangs'; readonly opened: Promise<void>; readonly open: () => void }>()
  let hangs = 0
  let refusals = 0
  return {
    /** Takes the next message, and never says so. */
    hang: (times = 1): void => void (hangs += times),
    /** Does not take the next message. */
    refuse: (times = 1): void => void (refusals += times),
    /** A chat whose messages cannot be looked through, until it is opened. */
    shut(chat: string, how: 'fails' | 'hangs'): void {
      let open = (): void => {}
      const opened = new Promise<void>((done) => { open = done })
      shut.set(chat, { how, opened, open })
    },
    open(chat: string): void {
      shut.get(chat)?.open()
      shut.delete(chat)
    },
    taking: {
      refused: (): boolean => refusals > 0 && refusals-- > 0,
      answer: async (): Promise<object> => (hangs > 0 && hangs-- > 0 ? never : {}),
      async earlier(chat: string): Promise<{ readonly fails: boolean }> {
        const found = shut.get(chat)
        if (found?.how === 'hangs') await found.opened
        return { fails: found?.how === 'fails' }
      },
    },
  }
}
