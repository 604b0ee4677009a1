import type pg from 'pg'
import type { Log } from '../telemetry/index.js'
import { Notifications } from './notifications.js'

/** A connection that answers when it is told to. */
function setUp() {
  const asked: { text: string; answer: () => void; fail: (error: Error) => void }[] = []
  const client = {
    on: () => client,
    once: () => client,
    end: async () => undefined,
    escapeIdentifier: (name: string) => `"${name}"`,
    query: (text: string) =>
      new Promise<void>((answer, fail) => {
        asked.push({ text, answer, fail })
      }),
  }
  const notifications = new Notifications(async () => client as unknown as pg.Client, {} as Log)
  return { asked, notifications }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const nothing = (): void => undefined

describe('Notifications', () => {
  test('whoever listens second waits until the server listens, and asks it once', async () => {
    const { asked, notifications } = setUp()
    const done: string[] = []
    const first = notifications.listen('news', nothing).then(() => done.push('first'))
    const second = notifications.listen('news', nothing).then(() => done.push('second'))
    await settled()
    expect([asked.map(({ text }) => text), done]).toEqual([['LISTEN "news"'], []])
    asked[0]!.answer()
    await Promise.all([first, second])
    expect(done).toEqual(['first', 'second'])
  })

  test('a LISTEN that fails fails for all who wait for it, and is asked for again by the next', async () => {
    const { asked, notifications } = setUp()
    const waiting = [notifications.listen('news', nothing), notifications.listen('news', nothing)]
    const outcomes = Promise.allSettled(waiting)
    await settled()
    asked[0]!.fail(new Error('no more'))
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const again = notifications.listen('news', nothing)
    await settled()
    asked[1]!.answer()
    await again
    expect(asked.map(({ text }) => text)).toEqual(['LISTEN "news"', 'LISTEN "news"'])
  })
})
