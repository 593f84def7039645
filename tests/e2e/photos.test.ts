import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bare } from '../../src/files/bare.ts'
import { chunk, exif, PLACE, riff, tiff, xmp, XMP } from '../files/photos.ts'
import { canBrowse, openBrowser } from './support/browser.ts'

/** Points; so that one that was turned is known by its sides. */
const [WIDE, HIGH] = [60, 20]

const after = (bytes: Buffer, at: number, ...more: readonly Buffer[]): Buffer => Buffer.concat([bytes.subarray(0, at), ...more, bytes.subarray(at)])
/** What stands beside the picture is announced by the head, which a browser writes only where something is to be announced. */
function beside(webp: Buffer, ...chunks: readonly Buffer[]): Buffer {
  const hasHead = webp.toString('latin1', 12, 16) === 'VP8X'
  const head = riff('VP8X', Buffer.from([hasHead ? (webp[20] ?? 0) | 0x0c : 0x0c, 0, 0, 0, WIDE - 1, 0, 0, HIGH - 1, 0, 0]))
  return riff('RIFF', Buffer.concat([Buffer.from('WEBP'), head, webp.subarray(hasHead ? 30 : 12), ...chunks]))
}

describe.skipIf(!canBrowse)('a photo without its place, in a real browser', () => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await openBrowser()
    page = await browser.newPage()
  })
  afterAll(() => browser?.close())

  const drawn = async (mime: string): Promise<Buffer> => Buffer.from(await page.evaluate<string>(`(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: ${WIDE}, height: ${HIGH} })
    canvas.getContext('2d').fillRect(0, 0, 30, 10)
    return canvas.toDataURL('${mime}').replace(/^.*,/, '')
  })()`), 'base64')
  const sides = (mime: string, bytes: Buffer): Promise<number[]> => page.evaluate<number[]>(`(async () => {
    const image = Object.assign(new Image(), { src: 'data:${mime};base64,${bytes.toString('base64')}' })
    await image.decode()
    return [image.naturalWidth, image.naturalHeight]
  })()`)

  test.each<[string, string, (plain: Buffer) => Buffer, number[]]>([
    ['a JPEG on its side', 'image/jpeg', (plain) => after(plain, 2, exif(tiff('II', 6)), xmp), [HIGH, WIDE]], ['a JPEG upright', 'image/jpeg', (plain) => after(plain, 2, exif(tiff('MM', 1))), [WIDE, HIGH]],
    ['a PNG', 'image/png', (plain) => after(plain, 33, chunk('tEXt', PLACE)), [WIDE, HIGH]], ['a WebP', 'image/webp', (plain) => beside(plain, riff('EXIF', tiff('MM', 1)), riff('XMP ', XMP)), [WIDE, HIGH]],
  ])('%s is drawn as it was', async (_, mime, dressed, expected) => {
    const photo = dressed(await drawn(mime))
    const left = bare(mime, photo) as Buffer
    expect([photo.includes(PLACE), left.includes(PLACE)]).toEqual([true, false])
    expect(await sides(mime, photo)).toEqual(expected)
    expect(await sides(mime, left)).toEqual(expected)
  })
})
