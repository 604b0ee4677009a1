import { K256Key } from '@guildhall/crypto'
import type { Did, Handle } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { type PlcIdentities, PlcRefused, PlcUnavailable, type SigningKeys } from '../identity/index.js'
import type { Clock, Log } from '../telemetry/index.js'
import type { AccountDraftStore } from './account-draft.store.js'
import { IdentityDrafts } from './identity-drafts.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const NOW_MS = Date.UTC(2026, 0, 1)
const WANTED = { handle: 'alice.test' as Handle, email: 'alice@example.com' }
const KEY = K256Key.generate((count) => new Uint8Array(count).fill(7))
const TX = {} as Queryable

function setUp(
  answers: { reserve?: string; finish?: boolean; holds?: object; retire?: Error; giveUp?: Error } = {},
) {
  const log: string[] = []
  const note =
    (name: string, answer?: unknown) =>
    async (...args: unknown[]) => {
      log.push([name, ...args.filter((arg) => typeof arg === 'string')].join(' '))
      if (answer instanceof Error) throw answer
      return answer
    }
  const store = {
    reserve: note('reserve', answers.reserve ?? 'reserved'),
    finish: note('finish', answers.finish ?? true),
    holds: note('holds', answers.holds ?? { handle: false, email: false }),
    remove: note('remove'),
    giveUp: note('give up', answers.giveUp),
  } as unknown as AccountDraftStore
  const keys = { create: () => KEY, wrap: async () => ({ wrapped: 'key' }) } as unknown as SigningKeys
  const identities = {
    genesis: () => ({ did: ALICE, operation: { type: 'plc_operation' } }),
    publish: note('publish'),
    retire: note('retire', answers.retire),
  } as unknown as PlcIdentities
  const warnings: unknown[] = []
  const warning = { warn: (fields: unknown) => warnings.push(fields) } as unknown as Log
  const drafts = new IdentityDrafts(store, keys, identities, { nowMs: () => NOW_MS } as Clock, warning)
  return { log, warnings, drafts }
}

describe('reserving', () => {
  test('comes with the key, and publishes nothing', async () => {
    const { drafts, log } = setUp()
    const draft = await drafts.reserve(WANTED)
    expect(draft).toMatchObject({ did: ALICE, ...WANTED })
    expect(draft.key).toBe(KEY)
    expect(log).toEqual(['reserve'])
  })

  test.each([
    ['handleTaken', 'HandleNotAvailable', 'Handle already taken: alice.test'],
    ['emailTaken', 'InvalidRequest', 'Email already taken: alice@example.com'],
  ])('%s is refused', async (reserve, code, message) => {
    await expect(setUp({ reserve }).drafts.reserve(WANTED)).rejects.toMatchObject({ code, message })
  })

  test.each([
    [{ handle: true, email: false }, 'Handle already taken: a.test'],
    [{ handle: false, email: true }, 'Email already taken: a@b.test'],
  ])('what another draft holds is not free: %j', async (holds, message) => {
    await expect(setUp({ holds }).drafts.checkFree(TX, 'a.test', 'a@b.test')).rejects.toMatchObject({
      message,
    })
    await setUp().drafts.checkFree(TX, 'a.test', 'a@b.test')
  })
})

describe('finishing', () => {
  test('fails for a draft that was taken for abandoned', async () => {
    await setUp().drafts.finish(TX, ALICE)
    await expect(setUp({ finish: false }).drafts.finish(TX, ALICE)).rejects.toMatchObject({
      kind: 'unavailable',
    })
  })
})

describe('taking back', () => {
  test('retires the identity after handle and address are free', async () => {
    const { drafts, log } = setUp()
    await drafts.cancel(ALICE, new Error('the transaction was lost'))
    expect(log).toEqual([`give up ${ALICE}`, `retire ${ALICE}`, `remove ${ALICE}`])
  })

  test('what the directory refused only has to be forgotten', async () => {
    const { drafts, log } = setUp()
    await drafts.cancel(ALICE, new PlcRefused('no'))
    expect(log).toEqual([`remove ${ALICE}`])
  })

  test('what the directory may still take is left to the recovery', async () => {
    const { drafts, log } = setUp()
    await drafts.cancel(ALICE, new PlcUnavailable(new Error('timeout')))
    expect(log).toEqual([`give up ${ALICE}`])
  })

  test.each([
    { retire: new PlcUnavailable(new Error('timeout')) },
    { giveUp: new Error('the database is away') },
  ])('never throws, and removes nothing it could not take back', async (trouble) => {
    const { drafts, log, warnings } = setUp(trouble)
    await drafts.cancel(ALICE, new Error('x'))
    expect(log).not.toContain(`remove ${ALICE}`)
    expect(warnings).toHaveLength(1)
  })
})
