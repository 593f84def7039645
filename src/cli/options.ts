import { parseArgs } from 'node:util'

/** `--name value` and `--flag` of a command, or its usage and exit 2. */
export function readOptions<const O extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(options: O, usage: string) {
  try {
    return parseArgs({ options: options as NonNullable<O>, allowPositionals: true })
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`)
    process.exit(2)
  }
}

/** A missing text stops a command at once: the editor is looking. */
export const onMissing = (language: string, key: string): never => {
  throw new Error(`The text ${key} is missing in ${language}.`)
}
