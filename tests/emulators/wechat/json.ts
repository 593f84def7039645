export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
export const bytesIn = (text: string): number => Buffer.byteLength(text, 'utf8')
