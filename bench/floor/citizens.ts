import { createHash } from 'node:crypto'
import { addressOf, idsFrom, tokenOf } from '../names.ts'
import { benchNow } from '../places.ts'
import type { Floor } from './floor.ts'

/** As many chats opened; with tokens where they will come over HTTP. */
export async function openCitizens(floor: Floor, citizens: number, withTokens: boolean): Promise<void> {
  const newId = idsFrom(1)
  for (let n = 0; n < citizens; n++) {
    const tokenHash = withTokens ? createHash('sha256').update(tokenOf(n)).digest('base64url') : null
    await floor.open({ address: addressOf(n), identity: newId(), citizen: newId(), conversation: newId(), tokenHash, at: benchNow().toISOString() })
  }
}
