const PEOPLE = ['李伟', 'Fatima فاطمة', '王芳 🌸', 'María Quispe', 'Amadou Diallo'] as const

/** One after the other: who holds the phone next. No name comes twice. */
export function createPeople() {
  let count = 0
  return {
    next: (): { readonly name: string; readonly number: number } => {
      const round = Math.floor(count / PEOPLE.length) + 1
      const name = PEOPLE[count % PEOPLE.length] ?? PEOPLE[0]
      count += 1
      return { name: round === 1 ? name : `${name} ${round}`, number: count }
    },
  }
}
