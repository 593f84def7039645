import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const tempFolder = (name = 'desk'): string => mkdtempSync(join(tmpdir(), `${name}-`))
