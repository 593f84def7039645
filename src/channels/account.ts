import type { z } from 'zod'

/** How a channel is named in the environment. Each channel's `account.ts` makes one; `config.ts` asks them all, once, at start. */
export type AccountReader<Shape extends z.ZodRawShape, Account> = {
  /** Variables and what they must look like; all optional, so that a desk without the channel names none. */
  readonly shape: Shape
  /** For each variable, what to do about a wrong or missing one. */
  readonly cures: { readonly [Name in keyof Shape]: string }
  /** null: the desk does not have this channel. A list: what is missing or contradictory, each with its cure. */
  readonly read: (env: z.infer<z.ZodObject<Shape>>, publicUrl: string | null) => Account | null | readonly string[]
}

/** What every channel is given beside its account. */
export type Surroundings = { readonly fetch: typeof globalThis.fetch; /** Milliseconds since 1970. */ readonly now: () => number }

/** What is given beside it to a channel whose library writes files of its own. */
export type Housed = Surroundings & { /** The desk’s own folder: each channel has one of its own in it. */ readonly dataDir: string }

export const accountReader = <Shape extends z.ZodRawShape, Account>(reader: AccountReader<Shape, Account>): AccountReader<Shape, Account> => reader
