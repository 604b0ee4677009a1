import { createHash, randomUUID } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import { PgScimGroupStore } from '../../src/scim/groups/pg-scim-group.store.js'
import { PgLeaverStore } from '../../src/scim/leavers/pg-leaver.store.js'
import { PgScimTokenStore } from '../../src/scim/tokens/pg-scim-token.store.js'
import { PgScimUserStore } from '../../src/scim/users/pg-scim-user.store.js'
import { PgConnectionStore } from '../../src/sso/connections/pg-connection.store.js'
import { PgExternalIdentityStore } from '../../src/sso/people/pg-external-identity.store.js'
import { PgRegistrationStore } from '../../src/sso/people/pg-registration.store.js'
import { PgSsoSessionStore } from '../../src/sso/people/pg-sso-session.store.js'
import { PgExceptionStore } from '../../src/sso/policy/pg-exception.store.js'
import { PgSamlMessageStore } from '../../src/sso/saml/pg-saml-message.store.js'
import { PgSamlPartyStore } from '../../src/sso/saml/pg-saml-party.store.js'
import { PgSsoTransactionStore } from '../../src/sso/transactions/pg-sso-transaction.store.js'
import { PgTraceStore } from '../../src/sso/transactions/pg-trace.store.js'
import { OldTraces } from '../../src/sso/transactions/old-traces.js'
import { connectionOf } from '../support/sso-connection.js'
import { TestDatabase } from '../support/test-database.js'

/** Each port has one implementation: what is here holds for every further one. */
const NOW = new Date(Date.UTC(2026, 0, 10))
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const digest = (text: string) => createHash('sha256').update(text).digest()
const [ADA, BOB] = ['did:plc:ada', 'did:plc:bob'] as [Did, Did]
let count = 0
/** An id in the order of time. */
const timedId = () => `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`
const claims = { subject: 's', issuer: 'https://i.test', groups: [], amr: [], raw: {} } as never

let database: TestDatabase
let connectionId: string
beforeAll(async () => {
  database = await TestDatabase.open()
})
beforeEach(() => {
  connectionId = randomUUID()
})
afterAll(() => database?.close())

describe('ConnectionStore', () => {
  it('replaces the revision that was read, and no other', async () => {
    const store = new PgConnectionStore(database.db)
    const made = connectionOf({ id: connectionId })
    await store.add(database.db, made)
    const next = { ...made, name: 'Next', revision: 2 }
    expect(await store.replace(database.db, next)).toBe(true)
    expect(await store.replace(database.db, { ...next, name: 'Late' })).toBe(false)
    const health = { at: NOW.toISOString(), ok: false, checks: [] }
    await store.noteHealth(database.db, connectionId, health)
    expect(await store.find(connectionId)).toMatchObject({ name: 'Next', revision: 2, health })
    expect(await store.find('none')).toBeUndefined()
    expect([
      await store.remove(database.db, connectionId),
      await store.remove(database.db, connectionId),
    ]).toEqual([true, false])
  })
})

describe('ExternalIdentityStore', () => {
  const identity = (subject: string, did: Did) => ({
    ...{ connectionId, subject, did, issuer: 'https://i.test', email: undefined, claims: { groups: ['a'] } },
    ...{ linkedBy: 'creation', linkedAt: NOW, lastLoginAt: undefined },
  })

  it('gives a person one account, and an account several people', async () => {
    const store = new PgExternalIdentityStore(database.db)
    expect(await store.add(database.db, identity('one', ADA))).toBe(true)
    expect(await store.add(database.db, identity('one', BOB))).toBe(false)
    expect(await store.add(database.db, identity('two', ADA))).toBe(true)
    const other = { ...identity('one', BOB), connectionId: randomUUID() }
    expect(await store.add(database.db, other)).toBe(true)
    expect(await store.find(connectionId, 'one')).toEqual(identity('one', ADA))
    expect((await store.listOf(ADA)).map(({ subject }) => subject)).toEqual(['one', 'two'])
    expect((await store.ofConnection(connectionId, 'one', 9)).map(({ subject }) => subject)).toEqual(['two'])
    expect(await store.ofConnection(connectionId, undefined, 1)).toHaveLength(1)
    expect(await store.add(database.db, identity('three', BOB))).toBe(true)
    const first = await store.firstOf(connectionId, [BOB, ADA, BOB], database.db)
    const named = first.map(({ did, subject }) => [did, subject])
    expect(named).toEqual([ADA, BOB].sort().map((did) => [did, did === ADA ? 'one' : 'three']))
    expect(await store.firstOf(connectionId, [], database.db)).toEqual([])
    expect(await store.firstOf(randomUUID(), [ADA], database.db)).toEqual([])
    await store.removeOf(database.db, BOB)
    await store.seen(database.db, { ...identity('two', ADA), email: 'a@b.test', claims: { groups: [] } }, NOW)
    expect(await store.find(connectionId, 'two')).toMatchObject({ email: 'a@b.test', lastLoginAt: NOW })
    expect(await store.remove(database.db, connectionId, 'two')).toBe(true)
    expect(await store.remove(database.db, connectionId, 'two')).toBe(false)
    await store.removeOf(database.db, ADA)
    expect(await store.countOf(connectionId)).toBe(0)
  })
})

describe('RegistrationStore', () => {
  const person = () => ({ connectionId, subject: 's' })
  const open = (subject: string, handle: string) => ({
    ...{
      id: timedId(),
      connectionId,
      subject,
      claims,
      status: 'open' as const,
      handle,
      handleUntil: after(5),
    },
    ...{ termsVersion: undefined, createdAt: NOW, expiresAt: after(60) },
  })

  it('lets one at a time make an account, and whoever comes after one that has died', async () => {
    const store = new PgRegistrationStore(database.db)
    await store.put(open('s', 'a.test'), NOW)
    expect(await store.claim(person(), NOW, after(2))).toBe('open')
    expect(await store.claim(person(), after(1), after(3))).toBeUndefined()
    expect(await store.claim(person(), after(2), after(4))).toBe('open')
    // Who is at it is not disturbed by another window.
    await store.put(open('s', 'b.test'), after(3))
    expect(await store.find(person())).toMatchObject({ status: 'making', handle: 'a.test' })
    await store.release(person(), 'open')
    await store.remove(database.db, person())
    expect(await store.find(person())).toBeUndefined()
  })

  it('keeps a handle for one person, for a while', async () => {
    const store = new PgRegistrationStore(database.db)
    expect(await store.put(open('s', 'kept.test'), NOW)).toBe(true)
    expect(await store.put(open('other', 'kept.test'), NOW)).toBe(false)
    expect(await store.isKept('kept.test', person(), NOW)).toBe(false)
    expect(await store.isKept('kept.test', { connectionId, subject: 'other' }, NOW)).toBe(true)
    expect(await store.put(open('other', 'kept.test'), after(5))).toBe(true)
    expect(await store.removeExpired(after(61), 10)).toBe(2)
  })

  it('is decided once', async () => {
    const store = new PgRegistrationStore(database.db)
    const waiting = { ...open('s', 'wait.test'), status: 'awaiting' as const }
    await store.put(waiting, NOW)
    expect((await store.awaiting(5)).map(({ id }) => id)).toEqual([waiting.id])
    expect(await store.decide(database.db, waiting.id, 'approved', after(60))).toBe(true)
    expect(await store.decide(database.db, waiting.id, 'denied', after(60))).toBe(false)
    expect(await store.byId(waiting.id)).toMatchObject({ status: 'approved' })
  })
})

describe('SsoSessionStore', () => {
  it('knows sessions by what the provider calls them, and by the browser', async () => {
    const store = new PgSsoSessionStore(database.db)
    const [here, there] = [digest('here'), digest('there')]
    const add = (sid: string | undefined, deviceId: Uint8Array, minutes: number) =>
      store.add(database.db, {
        ...{ id: timedId(), connectionId, subject: 's', did: ADA, deviceId, sid },
        ...{ createdAt: after(minutes), expiresAt: after(100) },
      })
    await add('one', here, 1)
    await add('two', here, 2)
    await add(undefined, there, 3)
    expect(await store.list({ connectionId })).toEqual([])
    expect(await store.list({ connectionId, sid: 'one' })).toHaveLength(1)
    expect(await store.list({ connectionId, subject: 's' })).toHaveLength(3)
    expect(await store.latestOf(ADA, here)).toMatchObject({ sid: 'two' })
    await store.removeIn(ADA, here)
    expect(await store.latestOf(ADA, here)).toBeUndefined()
    expect(await store.latestOf(ADA, there)).toMatchObject({ sid: undefined })
    expect(await store.removeExpired(after(100), 10)).toBe(1)
  })

  it('remembers one that has ended for as long as its token may be shown', async () => {
    const store = new PgSsoSessionStore(database.db)
    const idToken = { wrapped: Buffer.from('sealed'), kekId: 'kek' }
    const add = async (subject: string, minutes: number) => {
      const session = {
        ...{
          id: timedId(),
          connectionId,
          subject,
          did: BOB,
          deviceId: digest('here'),
          sid: subject,
          idToken,
        },
        ...{ createdAt: after(minutes), expiresAt: after(100) },
      }
      await store.add(database.db, session)
      return session
    }
    const [former, latest] = [await add('one', 1), await add('two', 2)]
    expect(await store.latestOf(BOB, digest('here'))).toMatchObject({ id: latest.id, idToken })
    await store.end(latest, after(3), after(13))
    expect(await store.latestOf(BOB, digest('here'))).toBeUndefined()
    expect(await store.list({ connectionId, sid: 'two' })).toEqual([])
    expect(await store.find(former.id, after(3))).toBeUndefined()
    expect(await store.find(latest.id, after(12))).toMatchObject({ idToken })
    expect(await store.find(latest.id, after(13))).toBeUndefined()
    expect(await store.removeExpired(after(13), 10)).toBe(1)
  })
})

describe('ExceptionStore', () => {
  it('excepts somebody until it ends', async () => {
    const store = new PgExceptionStore(database.db)
    const one = { did: ADA, reason: 'why', grantedBy: undefined, grantedAt: NOW, expiresAt: after(1) }
    await store.put(database.db, one)
    await store.put(database.db, { ...one, reason: 'another', expiresAt: after(2) })
    expect(await store.find(ADA, after(1))).toMatchObject({ reason: 'another' })
    expect(await store.find(ADA, after(2))).toBeUndefined()
    expect(await store.list(after(2))).toEqual([])
    expect([await store.remove(database.db, ADA), await store.remove(database.db, ADA)]).toEqual([
      true,
      false,
    ])
  })
})

describe('SsoTransactionStore', () => {
  const begun = () => ({
    ...{
      id: timedId(),
      connectionId,
      deviceId: digest('device'),
      purpose: 'pages' as const,
      back: '/account',
    },
    ...{ did: undefined, loginHint: undefined, isForced: true, startedAt: NOW, expiresAt: after(30) },
  })

  it('uses an answer once and in time, and forgets what was said at the end', async () => {
    const store = new PgSsoTransactionStore(database.db)
    const [one, late] = [begun(), begun()]
    await store.add(one, digest('state'))
    await store.add(late, digest('late'))
    expect(await store.findByState(digest('state'))).toMatchObject({
      id: one.id,
      isForced: true,
      usedAt: undefined,
    })
    expect(await Promise.all([1, 2, 3].map(() => store.use(one.id, after(1))))).toContainEqual(true)
    expect(await store.use(one.id, after(1))).toBe(false)
    expect(await store.use(late.id, after(30))).toBe(false)
    const idToken = { wrapped: Buffer.from('sealed'), kekId: 'kek' }
    await store.prove(one.id, { claims, idToken }, after(60))
    expect(await store.find(one.id)).toMatchObject({ claims: { subject: 's' }, idToken })
    expect([await store.finish(one.id, NOW), await store.finish(one.id, NOW)]).toEqual([true, false])
    expect(await store.find(one.id)).toMatchObject({ claims: undefined, idToken: undefined })
    await store.prove(one.id, { claims, idToken }, after(60))
    expect(await store.find(one.id)).toMatchObject({ claims: undefined, idToken: undefined })
    expect(await store.removeExpired(after(60), 10)).toBe(2)
  })
})

describe('TraceStore', () => {
  it('keeps one trace of a sign-in, and lists them both ways', async () => {
    const store = new PgTraceStore(database.db)
    const [one, two] = [timedId(), timedId()]
    const trace = {
      connectionId,
      at: NOW,
      purpose: 'pages',
      code: undefined,
      subject: undefined,
      details: {},
    }
    await store.put({ ...trace, id: one, outcome: 'failed', code: 'busy', subject: 'somebody' })
    await store.put({ ...trace, id: one, outcome: 'done' })
    await store.put({ ...trace, id: two, outcome: 'failed', code: 'expired' })
    const list = async (more: object) =>
      (await store.list({ connectionId, descending: false, limit: 9, ...more })).map(({ id }) => id)
    expect(await store.find(one)).toMatchObject({
      ...{ outcome: 'done', code: undefined, subject: 'somebody' },
    })
    expect(await list({})).toEqual([one, two])
    expect(await list({ descending: true, after: two })).toEqual([one])
    expect(await list({ outcome: 'failed' })).toEqual([two])
    const old = new OldTraces(database.db)
    expect([await old.count(after(1)), await old.count(NOW)]).toEqual([2, 0])
    expect(await old.remove(after(1))).toBe(2)
    expect(await list({})).toEqual([])
  })
})

describe('stores of SAML', () => {
  it('take a message once, and a logout that was asked for', async () => {
    const store = new PgSamlMessageStore(database.db)
    const take = (id: string, of = connectionId) => store.take(of, id, after(5))
    expect([await take('m'), await take('m'), await take('m', randomUUID())]).toEqual([true, false, true])
    await store.askLogout({ id: 'l', connectionId, back: '/admin' }, after(5))
    expect(await store.takeLogout(randomUUID(), 'l', NOW)).toBeUndefined()
    expect(await store.takeLogout(connectionId, 'l', NOW)).toMatchObject({ back: '/admin' })
    expect(await store.takeLogout(connectionId, 'l', NOW)).toBeUndefined()
    const nameId = { value: 'n', format: undefined, nameQualifier: undefined, spNameQualifier: undefined }
    await store.noteSession({ connectionId, subject: 's', sid: 'i', nameId }, NOW)
    expect(await store.sessionsOf(connectionId, 'n')).toMatchObject([{ subject: 's', sid: 'i' }])
    expect(await store.findSession(connectionId, 's', undefined)).toMatchObject({ nameId: { value: 'n' } })
    expect(await store.findSession(connectionId, 's', 'other')).toBeUndefined()
  })

  it('have one key of each state, and go on from one to the next', async () => {
    const store = new PgSamlPartyStore(database.db)
    await new PgConnectionStore(database.db).add(database.db, connectionOf({ id: connectionId }))
    const add = (state: 'next' | 'current') =>
      store.addKey(database.db, {
        ...{ id: timedId(), connectionId, state, certificate: Buffer.from(state) },
        ...{ createdAt: NOW, expiresAt: after(9) },
      })
    expect([await add('current'), await add('current'), await add('next')]).toEqual([true, false, true])
    expect(await store.advanceKeys(database.db, connectionId)).toBe(true)
    expect(await store.advanceKeys(database.db, connectionId)).toBe(false)
    const keys = await store.listKeys(connectionId)
    expect(keys.map(({ state, certificate }) => [state, Buffer.from(certificate).toString()]).sort()).toEqual(
      [
        ['current', 'next'],
        ['former', 'current'],
      ],
    )
  })
})

describe('stores of directories', () => {
  const user = (userName: string, did: Did | undefined) => ({
    ...{ id: timedId(), connectionId, userName, externalId: userName, active: true, attributes: {}, did },
    ...{ version: 1, createdAt: NOW, updatedAt: NOW },
  })

  it('know people by names of their own, and change the version that was read', async () => {
    const store = new PgScimUserStore(database.db)
    const ada = user('ada', ADA)
    await store.add(database.db, ada)
    await expect(store.add(database.db, { ...user('ADA', undefined), externalId: 'x' })).rejects.toThrow(
      'userName',
    )
    const next = { ...ada, active: false, version: 2 }
    expect([await store.replace(database.db, next), await store.replace(database.db, next)]).toEqual([
      true,
      false,
    ])
    expect(await store.countActive(database.db, connectionId)).toBe(0)
    expect(await store.accountsOf(database.db, [ada.id, timedId(), 'none'])).toEqual([ADA])
    await store.unlink(database.db, ADA)
    expect(await store.findByExternalId(connectionId, 'ada')).toMatchObject({ did: undefined })
    expect(await store.remove(database.db, ada)).toBe(false)
    expect(await store.remove(database.db, next)).toBe(true)
  })

  it('say the groups of accounts by all their names', async () => {
    const [users, groups] = [new PgScimUserStore(database.db), new PgScimGroupStore(database.db)]
    const [ada, bob] = [user('ada', ADA), user('bob', BOB)]
    for (const one of [ada, bob]) await users.add(database.db, one)
    const group = {
      ...{ id: timedId(), connectionId, displayName: 'Helpers', externalId: 'g1', version: 1 },
      ...{ createdAt: NOW, updatedAt: NOW },
    }
    await groups.add(database.db, group)
    expect(await groups.addMembers(database.db, group, [ada.id, timedId()])).toBe(1)
    const { known, ofPeople } = await groups.namesOf(connectionId, [ADA, BOB, 'did:plc:none' as Did])
    expect([...known].sort()).toEqual(['Helpers', 'g1'])
    expect(Object.fromEntries(ofPeople)).toEqual({ [ADA]: ['Helpers', 'g1'], [BOB]: [] })
    const newcomer = user('new', undefined)
    await users.add(database.db, newcomer)
    expect((await groups.namesOfUser(connectionId, newcomer.id)).own).toEqual([])
    await groups.addMembers(database.db, group, [newcomer.id])
    const names = await groups.namesOfUser(connectionId, newcomer.id)
    expect([[...names.known].sort(), names.own]).toEqual([
      ['Helpers', 'g1'],
      ['Helpers', 'g1'],
    ])
    expect((await groups.namesOfUser(randomUUID(), newcomer.id)).own).toEqual([])
  })

  it('have tokens that are good until they are not', async () => {
    const store = new PgScimTokenStore(database.db)
    const made = { id: timedId(), connectionId, name: 'a', createdBy: undefined, createdAt: NOW }
    const unused = { revokedAt: undefined, usedAt: undefined, usedIp: undefined }
    await store.add(database.db, { ...made, ...unused, expiresAt: after(60) }, digest('one'))
    const times = { now: after(1), formerUntil: after(10) }
    expect(await store.rotate(database.db, made.id, digest('two'), times)).toBe(true)
    const good = async (secret: string, at: Date) => (await store.findGood(digest(secret), at)) !== undefined
    expect(
      await Promise.all([good('one', after(9)), good('one', after(10)), good('two', after(59))]),
    ).toEqual([...[true, false, true]])
    expect(await good('two', after(60))).toBe(false)
    expect(await store.revoke(database.db, made.id, after(2))).toBe(true)
    expect(await store.revoke(database.db, made.id, after(2))).toBe(false)
    expect(await good('two', after(3))).toBe(false)
  })

  it('remember what a connection has done to an account, each for itself', async () => {
    const store = new PgLeaverStore(database.db)
    const other = randomUUID()
    for (const id of [connectionId, other])
      await store.note(database.db, { did: BOB, connectionId: id, mode: 'lock' }, NOW)
    await store.note(database.db, { did: BOB, connectionId, mode: 'lock' }, after(1))
    expect(await store.of(BOB)).toHaveLength(2)
    await store.forget(database.db, BOB, connectionId)
    expect((await store.of(BOB)).map((one) => one.connectionId)).toEqual([other])
  })
})
