import { describe, expect, test } from 'vitest'
import { BadConfig, readConfig, requireController } from '../src/config.ts'

describe('the environment', () => {
  test('without any setting opens a desk for this machine alone', () => {
    expect(readConfig({})).toMatchObject({ port: 8080, host: '127.0.0.1', desk: 'demo', synchronous: 'FULL', retention: { botDays: 30, urgentDays: 30, attendedMonths: 6, fileDays: 30 } })
  })
  test('everything that is wrong is told at once, with the cure', () => {
    const read = () => readConfig({ PORT: 'ottanta', SQLITE_SYNCHRONOUS: 'SOMETIMES', SPORTELLO_ADMIN_PASSWORD: 'corta', PUBLIC_URL: 'sportello' })
    expect(read).toThrow(BadConfig)
    for (const word of ['PORT', 'SQLITE_SYNCHRONOUS', 'SPORTELLO_ADMIN_PASSWORD', 'PUBLIC_URL', 'for example PORT=8080', 'at least 12 characters']) expect(read).toThrow(word)
  })
  test('an empty setting is no setting', () => expect(readConfig({ PORT: '', PUBLIC_URL: '' }).port).toBe(8080))
  test('a desk that others can reach must name who answers for the data', () => {
    const desk = { id: 'demo', controller: null, privacyContact: null, privacyUrl: null }
    expect(() => requireController(readConfig({ HOST: '0.0.0.0' }), desk)).toThrow('controller and privacy_contact')
    expect(() => requireController(readConfig({ HOST: '0.0.0.0' }), { ...desk, controller: 'Comune', privacyContact: 'dpo@example.org' })).not.toThrow()
    expect(() => requireController(readConfig({ PUBLIC_URL: 'https://sportello.example.org' }), desk)).toThrow('PUBLIC_URL')
    expect(() => requireController(readConfig({}), desk)).not.toThrow()
  })
})
