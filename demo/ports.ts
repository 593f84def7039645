import { createServer } from 'node:net'

/** What whoever starts the demonstration can mend: told in words, without a stack. */
export class Unready extends Error {
  constructor(words: string) {
    super(words)
    this.name = 'Unready'
  }
}

/** @throws Unready */
export function portIn(name: 'PORT' | 'DEMO_PORT', fallback: number): number {
  const port = Number(process.env[name] || fallback)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new Unready(`${name}: dia un numero da 1 a 65535. / Give a number from 1 to 65535.`)
}

/** @throws Unready */
export async function requireFree(name: 'PORT' | 'DEMO_PORT', port: number): Promise<void> {
  const server = createServer()
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done)).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? ['è occupata da un altro programma', 'is taken by another program'] : ['non è permessa', 'is not allowed']
    throw new Unready(`La porta ${port} ${why[0]}: ne scelga un’altra, per esempio ${name}=${port < 65_000 ? port + 1000 : 8099} npm run demo. / Port ${port} ${why[1]}: choose another one.`)
  })
  await new Promise<void>((done) => server.close(() => done()))
}
