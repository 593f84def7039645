import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export type Child = {
  /** What the child tells next. @throws Error it ended without telling */
  readonly heard: <T>() => Promise<T>
  readonly ask: <T>(question: unknown) => Promise<T>
  /** Lets it end by itself. */
  readonly end: () => Promise<void>
}

/** A script of this folder in a process of its own. The order is its only argument; it answers with `process.send`. */
export function startChild(script: string, order: unknown, flags: readonly string[] = []): Child {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', ...flags, '--import', 'tsx', join(import.meta.dirname, script), JSON.stringify(order)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const told: unknown[] = []
  const waiting: { done: (value: never) => void; failed: (error: Error) => void }[] = []
  child.on('message', (value) => {
    const first = waiting.shift()
    if (first === undefined) told.push(value)
    else first.done(value as never)
  })
  const ended = new Promise<void>((done) => child.once('exit', (code) => {
    for (const { failed } of waiting.splice(0)) failed(new Error(`${script} ended with ${code}`))
    done()
  }))
  const heard = <T>(): Promise<T> => (told.length > 0 ? Promise.resolve(told.shift() as T) : isOver(child) ? Promise.reject(new Error(`${script} is over`)) : new Promise<T>((done, failed) => waiting.push({ done, failed })))
  return {
    heard,
    ask<T>(question: unknown) {
      child.send(question as never)
      return heard<T>()
    },
    async end() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

/** A child that has one thing to tell. */
export async function runChild<T>(script: string, order: unknown, flags: readonly string[] = []): Promise<T> {
  const child = startChild(script, order, flags)
  const answer = await child.heard<T>()
  await child.end()
  return answer
}

/** In the child: what it was ordered to do. */
export const orderGiven = <T>(): T => JSON.parse(process.argv[2] ?? '{}') as T

/** In the child: tells the parent. */
export const tell = (value: unknown): Promise<void> => new Promise((done) => { process.send?.(value, undefined, undefined, () => done()) })

/** In the child: resolves when the parent needs it no more, or is gone. */
export const dismissed = (): Promise<void> => new Promise((done) => process.once('disconnect', () => done()))
