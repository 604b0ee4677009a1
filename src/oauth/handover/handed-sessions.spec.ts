import { AdminEntranceConfig, configOf } from '../../config/index.js'
import { SystemRandom, type Clock } from '../../telemetry/index.js'
import type { HandedSession, HandedSessionStore } from './handed-session.store.js'
import { HandedSessions } from './handed-sessions.js'

const clock = { nowMs: () => 0 } as Clock
const session = { deviceId: Buffer.alloc(1), did: 'did:plc:alice' } as HandedSession

function sessions() {
  const asked: number[] = []
  const store = {
    find: async (ids: readonly Uint8Array[]) => {
      asked.push(ids.length)
      return session
    },
  } as unknown as HandedSessionStore
  return {
    asked,
    sessions: new HandedSessions(configOf(AdminEntranceConfig), store, clock, new SystemRandom()),
  }
}

const cookie = (n: number) =>
  `administration=${String(n).padStart(43, 'a')}; __Host-administration=${String(n).padStart(43, 'b')}`

describe('the sign-in that another host knows', () => {
  it('is looked up once, however many cookies a request has', async () => {
    const { asked, sessions: handed } = sessions()
    const header = Array.from({ length: 200 }, (_, n) => cookie(n)).join('; ')
    expect(await handed.find(header)).toEqual(session)
    expect(asked).toHaveLength(1)
    expect(asked[0]).toBeLessThan(20)
  })

  it('is not looked up for cookies that are none of its own', async () => {
    const { asked, sessions: handed } = sessions()
    expect(await handed.find('theme=dark; administration=short; =; ')).toBeUndefined()
    expect(asked).toEqual([])
  })
})
