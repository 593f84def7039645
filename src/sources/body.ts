/** Reads no more than `most` bytes, whatever the server says that it sends. */
export async function readBody(response: Response, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  for (let step = await reader?.read(); step && !step.done && size < most; step = await reader?.read()) {
    chunks.push(step.value.subarray(0, most - size))
    size += chunks.at(-1)?.byteLength ?? 0
    if (size >= most) break
  }
  await reader?.cancel().catch(() => {})
  return Buffer.concat(chunks)
}
