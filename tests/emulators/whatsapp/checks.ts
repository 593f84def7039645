import { isJson, type Json } from '../telegram/json.ts'
import { bad, missing, notValid, type Refusal } from './refusal.ts'

/** The Graph API knows every key of every object. */
export function object(value: unknown, name: string, keys: readonly string[]): Json {
  if (value === undefined) throw missing(`The parameter ${name} is required.`)
  if (!isJson(value)) throw bad(`Param ${name} must be a JSON object.`)
  const strange = Object.keys(value).find((key) => !keys.includes(key))
  if (strange !== undefined) throw bad(`Unexpected key "${strange}" on param "${name}".`)
  return value
}

export function list(value: unknown, name: string, [least, most]: readonly [number, number]): unknown[] {
  if (!Array.isArray(value) || value.length < least || value.length > most) throw notValid(`${name}: ${least} to ${most} are allowed.`)
  return value
}

type Kind = (details: string) => Refusal

/** Something to see in it, and at most so many UTF-16 units: what the platform calls characters. */
export function words(value: unknown, name: string, most: number, kind: Kind = notValid): string {
  if (typeof value !== 'string' || value.trim() === '') throw kind(`Param ${name} must be a non-empty string.`)
  if (value.length > most) throw kind(`Param ${name} length invalid. Min length: 1, Max length: ${most}`)
  return value
}

export function unique(all: readonly string[], name: string): void {
  const twice = all.find((one, i) => all.indexOf(one) !== i)
  if (twice !== undefined) throw notValid(`Duplicated ${name}: ${twice}`)
}
