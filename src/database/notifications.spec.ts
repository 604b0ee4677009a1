import { EventEmitter } from 'node:events'
import { jest } from '@jest/globals'
import type pg from 'pg'
import { Log } from '../telemetry/index.js'
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
  const notifications = new Notifications(async () => client as unknown as pg.Client, Log.silent())
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

describe('the connection of Notifications', () => {
  /** Connections that answer everything, until they are said to be gone. */
  class Connection extends EventEmitter {
    isGone = false
    escapeIdentifier = (name: string) => name
    end = async () => void this.emit('end')
    query = async () => {
      if (this.isGone) throw new Error('Query read timeout')
    }
  }
  const made: Connection[] = []
  const heard: string[] = []
  let notifications: Notifications
  beforeEach(async () => {
    jest.useFakeTimers()
    made.length = 0
    heard.length = 0
    const connect = async () => {
      made.push(new Connection())
      return made.at(-1) as unknown as pg.Client
    }
    notifications = new Notifications(connect, Log.silent())
    await notifications.listen('news', (payload) => heard.push(payload))
  })
  afterEach(async () => {
    await notifications.close()
    jest.useRealTimers()
  })
  const tell = (connection: Connection, payload: string) =>
    connection.emit('notification', { channel: 'news', payload })

  test('is left alone as long as it gives a sign of life', async () => {
    await jest.advanceTimersByTimeAsync(60_000)
    expect(made).toHaveLength(1)
    tell(made[0]!, 'a')
    expect(heard).toEqual(['a'])
  })

  test('is replaced when it is gone without a word, and the news are that some may have been missed', async () => {
    made[0]!.isGone = true
    await jest.advanceTimersByTimeAsync(60_000)
    expect(made).toHaveLength(2)
    tell(made[0]!, 'too late')
    tell(made[1]!, 'a')
    expect(heard).toEqual(['', 'a'])
  })

  test('is made again once for each that is lost, whatever the lost one says afterwards', async () => {
    made[0]!.emit('error', new Error('reset'))
    made[0]!.emit('end')
    await jest.advanceTimersByTimeAsync(60_000)
    made[0]!.emit('end')
    await jest.advanceTimersByTimeAsync(60_000)
    expect(made).toHaveLength(2)
    made[1]!.emit('end')
    await jest.advanceTimersByTimeAsync(60_000)
    expect([made.length, heard]).toEqual([3, ['', '']])
  })
})
