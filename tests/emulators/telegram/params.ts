import { bad } from './errors.ts'
import { isJson, type Json } from './json.ts'
import { readMultipart, type Upload } from './multipart.ts'

/** What a call says, however it was written: query, form, multipart or JSON; a nested value may be JSON or a string of it. */
export type Params = {
  readonly all: Json
  readonly files: ReadonlyMap<string, Upload>
  readonly text: (name: string) => string
  readonly has: (name: string) => boolean
  readonly int: (name: string) => number | null
  readonly flag: (name: string) => boolean
  readonly json: (name: string, what: string) => unknown
}

export function readParams(query: URLSearchParams, body: Buffer, contentType: string): Params {
  const said: Json = Object.fromEntries(query)
  if (contentType.startsWith('multipart/form-data')) {
    const form = readMultipart(body, contentType)
    if (!form) throw bad('no boundary specified in Content-Type of the multipart request')
    return paramsOf({ ...said, ...Object.fromEntries(form.fields) }, form.files)
  }
  if (contentType.startsWith('application/json')) return paramsOf({ ...said, ...readJson(body) })
  return paramsOf({ ...said, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) })
}

function readJson(body: Buffer): Json {
  if (body.length === 0) return {}
  const value = parse(body.toString('utf8'), "can't parse JSON object")
  if (!isJson(value)) throw bad('expected an Object as JSON content')
  return value
}

function parse(text: string, complaint: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw bad(complaint)
  }
}

export function paramsOf(all: Json, files: ReadonlyMap<string, Upload> = new Map()): Params {
  const text = (name: string): string => (all[name] === undefined || all[name] === null ? '' : typeof all[name] === 'object' ? JSON.stringify(all[name]) : String(all[name]))
  return {
    all, files, text,
    has: (name) => text(name) !== '',
    int: (name) => (/^[+-]?\d+$/.test(text(name).trim()) ? Number(text(name)) : null),
    flag: (name) => ['true', '1', 'yes'].includes(text(name).toLowerCase()),
    json: (name, what) => (typeof all[name] === 'string' ? (all[name] === '' ? undefined : parse(all[name], `can't parse ${what} JSON object`)) : all[name]),
  }
}
