import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A wire between the desk and a server, that can be cut, or go dead while both ends believe that it stands. */
export async function startProxy(target: () => number) {
  const pairs = new Set<{ near: Socket; far: Socket; dead: boolean }>()
  let server: Server | null = null
  let port = 0
  let refusing = false
  let connections = 0
  let change = (text: string): string => text

  const join = (near: Socket): void => {
    if (refusing) return void near.destroy()
    connections += 1
    const pair = { near, far: connect(target(), '127.0.0.1'), dead: false }
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      near.destroy()
      pair.far.destroy()
    }
    for (const socket of [near, pair.far]) socket.on('error', end).on('close', end)
    near.on('data', (bytes) => pair.dead || pair.far.write(bytes))
    pair.far.on('data', (bytes) => pair.dead || near.write(Buffer.from(change(bytes.toString('latin1')), 'latin1')))
  }
  const up = async (): Promise<void> => {
    const fresh = createServer(join)
    await new Promise<void>((done, fail) => fresh.once('error', fail).listen(port, '127.0.0.1', done))
    port = (fresh.address() as AddressInfo).port
    server = fresh
  }
  const drop = (): void => {
    for (const { near, far } of [...pairs]) {
      near.destroy()
      far.destroy()
    }
  }
  const down = async (): Promise<void> => {
    const old = server
    server = null
    drop()
    if (old) await new Promise((done) => old.close(done))
  }
  await up()
  return {
    get port(): number {
      return port
    },
    get connections(): number {
      return connections
    },
    /** What the server says is heard otherwise: one character a byte. */
    edit: (how: (text: string) => string): void => void (change = how),
    /** Cuts what is open. */
    drop,
    /** What is open carries nothing any more, and nobody is told. */
    silence: (): void => pairs.forEach((pair) => void (pair.dead = true)),
    /** Hangs up on whoever calls. */
    refuse: (on = true): void => void (refusing = on),
    up, down,
  }
}
