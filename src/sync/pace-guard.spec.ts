import { Handover } from './handover.js'
import { PaceGuard } from './pace-guard.js'
import { ReaderGone } from './reader-gone.js'
import { ReaderTooSlow } from './reader-too-slow.js'

const PIECE = Buffer.alloc(256 * 1024)
const PIECES = 12
const PACE_MIN = 100_000
/** Longer than it takes to look once. */
const LOOKED_MS = 1_300

let nowMs: number
let isAwaited: boolean
let guard: PaceGuard

beforeEach(() => {
  nowMs = 0
  isAwaited = true
  guard = new PaceGuard(
    PACE_MIN,
    () => isAwaited,
    () => nowMs,
  )
})

/** An export whose reader has taken so many pieces, and takes no more. @returns what became of it */
function begin(taken: number) {
  const handover = new Handover(60_000)
  let error: Error | undefined
  handover.on('error', (one) => (error = one))
  const work = guard.watch(handover, async () => {
    for (let i = 0; i < PIECES; i++) await handover.give(PIECE)
    handover.end()
  })
  const over = work.catch((one: Error) => one)
  const read = (async () => {
    let left = taken
    for await (const _piece of handover.iterator({ destroyOnReturn: false })) if (--left <= 0) return
  })().catch(() => undefined)
  return { handover, over, read, failure: () => error }
}

const looked = () => new Promise((resolve) => setTimeout(resolve, LOOKED_MS))

it('ends the slowest export while somebody waits, and none that is fast enough', async () => {
  const [slow, fast] = [begin(1), begin(8)]
  await Promise.all([slow.read, fast.read])
  nowMs = 12_000
  await looked()
  expect(slow.failure()).toBeInstanceOf(ReaderTooSlow)
  expect(await slow.over).toBeInstanceOf(ReaderGone)
  expect(fast.failure()).toBeUndefined()
  fast.handover.destroy()
  await fast.over
})

it.each([
  ['nobody waits', () => (isAwaited = false)],
  ['it has just begun', () => (nowMs = 9_000)],
])('lets a slow one go on where %s', async (_where, set) => {
  const slow = begin(1)
  await slow.read
  nowMs = 60_000
  set()
  await looked()
  expect(slow.failure()).toBeUndefined()
  slow.handover.destroy()
  await slow.over
})

it('blames no reader for what the writer has not given', async () => {
  const handover = new Handover(60_000)
  let finish: () => void
  const work = guard.watch(handover, () => new Promise<void>((resolve) => (finish = resolve)))
  nowMs = 60_000
  await looked()
  expect(handover.destroyed).toBe(false)
  finish!()
  await work
})
