/** A `.cpuprofile` as V8 writes it. */
export type Profile = {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }; readonly children?: readonly number[] }[]
  readonly samples: readonly number[]
  /** Microseconds between two samples. */
  readonly timeDeltas: readonly number[]
}

/** `self`: milliseconds in the function itself. `total`: in it and in all that it called. */
export type Spent = { readonly name: string; readonly room: string; readonly self: number; readonly total: number }

/** Time by function, the most expensive first. */
export function functionsOf(profile: Profile): Spent[] {
  const own = ownTimes(profile)
  const spent = new Map<string, { name: string; room: string; self: number; total: number }>()
  const nodes = new Map(profile.nodes.map((n) => [n.id, n]))
  /** Returns the time below a node; a function counts once on each way down. */
  const visit = (id: number, above: ReadonlySet<string>, caller: string): number => {
    const node = nodes.get(id)
    if (node === undefined) return 0
    const called = nameOf(node.callFrame)
    const key = ASKED.has(roomOf(node.callFrame)) ? `${called} ← ${caller}` : called
    const entry = spent.get(key) ?? { name: key, room: roomOf(node.callFrame), self: 0, total: 0 }
    spent.set(key, entry)
    const self = own.get(id) ?? 0
    const inside = new Set(above).add(key)
    const all = (node.children ?? []).reduce((sum, child) => sum + visit(child, inside, key), self)
    entry.self += self
    if (!above.has(key)) entry.total += all
    return all
  }
  const [root] = profile.nodes
  if (root !== undefined) visit(root.id, new Set(), '')
  return [...spent.values()].filter(({ name }) => name !== '(root)').sort((a, b) => b.self - a.self)
}

export function roomsOf(functions: readonly Spent[]): { readonly room: string; readonly self: number }[] {
  const rooms = new Map<string, number>()
  for (const { room, self } of functions) rooms.set(room, (rooms.get(room) ?? 0) + self)
  return [...rooms].map(([room, self]) => ({ room, self })).sort((a, b) => b.self - a.self)
}

function ownTimes({ samples, timeDeltas }: Profile): Map<number, number> {
  const own = new Map<number, number>()
  for (const [i, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[i] ?? 0) / 1000)
  return own
}

/** Built-in work of which one wants to know who asked for it. */
const ASKED: ReadonlySet<string> = new Set(['better-sqlite3', 'JSON'])

type Frame = Profile['nodes'][number]['callFrame']

const nameOf = ({ functionName, url, lineNumber }: Frame): string => `${functionName || '(anonymous)'}${url === '' ? '' : ` ${shortOf(url)}:${lineNumber + 1}`}`

const shortOf = (url: string): string => url.replace(/^file:\/\//, '').replace(/^.*\/node_modules\//, '').replace(/^.*\/(?=(?:src|bench)\/)/, '').replace(/\?.*$/, '')

/** A function of V8 itself has no file: it counts for what it is. */
function roomOf({ functionName, url }: Frame): string {
  if (url === '') return BUILT_IN.find(([pattern]) => pattern.test(functionName))?.[1] ?? 'V8: other built-in'
  if (url.startsWith('node:')) return 'node'
  const inside = shortOf(url)
  const [, ours] = /^(src\/[^/]+|bench)/.exec(inside) ?? []
  return ours ?? inside.split('/').slice(0, inside.startsWith('@') ? 2 : 1).join('/')
}

const BUILT_IN: readonly (readonly [RegExp, string])[] = [
  [/garbage collector/, 'V8: garbage'], [/^\((?:program|idle)\)/, 'V8: program, idle'], [/^(?:run|get|all|prepare|exec|pragma|iterate)$/, 'better-sqlite3'], [/^(?:parse|stringify)$/, 'JSON'],
]
