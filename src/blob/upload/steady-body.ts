import { UploadTooSlow } from './upload.errors.js'

/** What must arrive within the time that an upload may stall: half a kilobyte a second, by default. */
const BYTES_MIN = 16 * 1024

/**
 * A body, as long as it arrives at a reasonable pace. Time that the reader takes does not count.
 * @param stallMs in which at least 16 KiB must come
 * @throws UploadTooSlow, and what the body throws
 */
export async function* steadyBody(
  body: AsyncIterable<Uint8Array>,
  stallMs: number,
): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]()
  let bytes = 0
  let giveUp: ((error: Error) => void) | undefined
  const timer = setInterval(() => {
    if (bytes < BYTES_MIN) giveUp?.(new UploadTooSlow())
    bytes = 0
  }, stallMs)
  // Not Promise.race: what every piece races against would remember all of them.
  const next = () =>
    new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      giveUp = reject
      pieces.next().then(resolve, reject)
    })
  let isWaiting = false
  try {
    for (;;) {
      isWaiting = true
      const piece = await next()
      isWaiting = false
      giveUp = undefined
      if (piece.done) return
      bytes += piece.value.length
      yield piece.value
    }
  } finally {
    clearInterval(timer)
    // A body that is waited for ends when its connection does.
    const ended = pieces.return?.(undefined)
    if (isWaiting) ended?.catch(() => undefined)
    else await ended
  }
}
