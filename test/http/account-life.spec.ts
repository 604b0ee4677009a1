import { CarReader } from '@ipld/car'
import { decodeFrame, withSeq } from '@guildhall/firehose'
import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { ACCOUNT_STATES, Accounts, type AccountState, stateOf } from '../../src/account/index.js'
import { AccountLife, LifeJournal, type StateCommand } from '../../src/lifecycle/index.js'
import { RemovedRepoRows } from '../../src/repo/removed-repo-rows.js'
import { ScheduledDeletions } from '../../src/lifecycle/scheduled-deletions.js'
import { refused } from '../support/refused.js'
import { admin, bearer, type Member, WholeServer } from '../support/whole-server.js'

const { activateAccount, checkAccountStatus, deactivateAccount, getSession, refreshSession } =
  com.atproto.server
const { deleteAccount, getSubjectStatus, updateAccountHandle, updateSubjectStatus } = com.atproto.admin
const { resolveHandle, updateHandle } = com.atproto.identity
const { getRecord, putRecord } = com.atproto.repo
const START_MAX_MS = 60_000
const HOUR_MS = 60 * 60 * 1000
const OWN = 'com.example.note'
const NOBODY = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

const post = (nsid: string, input?: object, headers = bearer(member.accessJwt)) =>
  server.post(nsid, input, headers)
const repoRef = (did: string) => ({ $type: 'com.atproto.admin.defs#repoRef', did })
const judge = (more: object, subject: object = repoRef(member.did)) =>
  post(updateSubjectStatus.nsid, { subject, ...more }, admin)
const write = (rkey = 'a', by = member) => {
  const record = { $type: OWN, text: rkey }
  return post(putRecord.nsid, { repo: by.did, collection: OWN, rkey, record }, bearer(by.accessJwt))
}
const read = () => server.get(getRecord.nsid, { repo: member.did, collection: OWN, rkey: 'a' })
const life = () => server.app.get(AccountLife, { strict: false })

/** The events of an account that are left, in words. */
async function events(did = member.did): Promise<string[]> {
  const rows = await server.sql<{ frame: Buffer; seq_offset: number }>(
    'SELECT frame, seq_offset FROM repo_event WHERE did = $1 ORDER BY id',
    [did],
  )
  return rows.map((row) => {
    const { header, body } = decodeFrame(withSeq({ frame: row.frame, seqOffset: row.seq_offset }, 1))
    return [header.t, body.active === true ? 'active' : body.status, body.handle].filter(Boolean).join(' ')
  })
}
const newEvents = async (act: () => Promise<unknown>) => {
  const before = (await events()).length
  await act()
  return (await events()).slice(before)
}

describe('deactivating and activating', () => {
  it('is announced, and hides what is public in between', async () => {
    await write()
    expect(await newEvents(() => post(deactivateAccount.nsid, {}))).toEqual(['#account deactivated'])
    expect((await server.get(getSession.nsid, {}, bearer(member.accessJwt))).json).toMatchObject({
      active: false,
      status: 'deactivated',
    })
    expect(await read()).toEqual(refused(400, 'RecordNotFound'))
    expect(await write()).toEqual(refused(401, 'AccountDeactivated'))
    expect(await newEvents(() => post(activateAccount.nsid))).toEqual([
      '#account active',
      `#identity ${member.handle}`,
      '#sync',
    ])
    expect((await read()).status).toBe(200)
    expect((await write('b')).status).toBe(200)
  })

  it('may be done twice: the state is told once, an activation whenever it is asked for', async () => {
    await post(deactivateAccount.nsid, {})
    expect(await newEvents(() => post(deactivateAccount.nsid, {}))).toEqual([])
    await post(activateAccount.nsid)
    expect(await newEvents(() => post(activateAccount.nsid))).toHaveLength(3)
  })

  it('is told about in numbers', async () => {
    await write('a')
    await write('b')
    const { json } = await server.get(checkAccountStatus.nsid, {}, bearer(member.accessJwt))
    const latest = await server.get(com.atproto.sync.getLatestCommit.nsid, { did: member.did })
    const car = await CarReader.fromBytes(
      (await server.get(com.atproto.sync.getRepo.nsid, { did: member.did })).bytes,
    )
    let blocks = 0
    for await (const block of car.blocks()) if (block) blocks++
    expect(json).toEqual({
      activated: true,
      validDid: true,
      repoCommit: latest.json.cid,
      repoRev: latest.json.rev,
      repoBlocks: blocks,
      indexedRecords: 2,
      privateStateValues: 0,
      expectedBlobs: 0,
      importedBlobs: 0,
    })
  })

  it('takes an identity that points here, with the key of the account', async () => {
    await post(deactivateAccount.nsid, {})
    await server.sql(
      `UPDATE plc_operation SET operation = jsonb_set(operation, '{verificationMethods,atproto}',
      '"did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF"') WHERE did = $1`,
      [member.did],
    )
    expect(await post(activateAccount.nsid)).toEqual(
      refused(400, 'InvalidRequest', 'DID document verification method does not match expected signing key'),
    )
    const { json } = await server.get(checkAccountStatus.nsid, {}, bearer(member.accessJwt))
    expect(json).toMatchObject({ activated: false, validDid: false })
  })

  it('takes a time to delete the account at, which is kept', async () => {
    const inAnHour = new Date(server.clock.nowMs() + HOUR_MS).toISOString()
    expect((await post(deactivateAccount.nsid, { deleteAfter: inAnHour })).status).toBe(200)
    expect(await post(deactivateAccount.nsid, { deleteAfter: 'soon' })).toEqual(
      refused(400, 'InvalidRequest'),
    )
    const other = await server.signUp()
    await post(deactivateAccount.nsid, { deleteAfter: inAnHour }, bearer(other.accessJwt))
    await post(activateAccount.nsid, undefined, bearer(other.accessJwt))
    const deletions = server.app.get(ScheduledDeletions, { strict: false })
    expect(await deletions.run()).toBe(0)
    server.clock.advance(2 * HOUR_MS)
    expect(await deletions.run()).toBe(1)
    expect(await events()).toEqual(['#account deleted'])
    expect((await server.signIn(other.handle)).status).toBe(200)
  })
})

describe('taking down', () => {
  it('is announced, ends every session, and is lifted without signing anybody out', async () => {
    await write()
    const takedown = { applied: true, ref: 'case 1' }
    expect(await newEvents(() => judge({ takedown }))).toEqual(['#account takendown'])
    const { json } = await server.get(getSubjectStatus.nsid, { did: member.did }, admin)
    expect(json).toEqual({
      subject: repoRef(member.did),
      takedown,
      deactivated: { applied: false },
    })
    expect(await read()).toEqual(refused(400, 'RecordNotFound'))
    expect(await post(refreshSession.nsid, undefined, bearer(member.refreshJwt))).toEqual(
      refused(401, 'AccountTakedown'),
    )
    expect(await newEvents(() => judge({ takedown: { applied: false } }))).toEqual(['#account active'])
    expect(await post(refreshSession.nsid, undefined, bearer(member.refreshJwt))).toEqual(
      refused(400, 'ExpiredToken'),
    )
    const again = (await server.signIn(member.handle)).json as unknown as Member
    await judge({ takedown: { applied: false } })
    expect((await post(refreshSession.nsid, undefined, bearer(again.refreshJwt))).status).toBe(200)
  })

  it('gives an account back as it was: deactivated', async () => {
    await post(deactivateAccount.nsid, {})
    await judge({ takedown: { applied: true } })
    expect(await judge({ deactivated: { applied: false } })).toEqual(refused(400, 'AccountTakedown'))
    expect(await newEvents(() => judge({ takedown: { applied: false } }))).toEqual(['#account deactivated'])
  })

  it('takes back what contradicts itself, and says nothing about accounts of others', async () => {
    expect(await judge({ takedown: { applied: true }, deactivated: { applied: false } })).toEqual(
      refused(400, 'InvalidRequest', 'Cannot activate and takedown an account at the same time'),
    )
    for (const more of [{ takedown: { applied: true } }, {}]) {
      expect(await judge(more, repoRef(NOBODY))).toEqual(refused(400, 'AccountNotFound'))
    }
    expect(await judge({}, { $type: 'com.example.thing' })).toEqual(
      refused(400, 'InvalidRequest', 'Invalid subject (com.example.thing)'),
    )
    expect(await events(NOBODY)).toEqual([])
    expect(await server.get(getSubjectStatus.nsid, { did: NOBODY }, admin)).toEqual(refused(400, 'NotFound'))
  })

  it('repeats where an account stands when nothing else is asked for', async () => {
    expect(await newEvents(() => judge({}))).toEqual(['#account active'])
  })

  it('hides a record from everybody', async () => {
    const { uri, cid } = (await write()).json as { uri: string; cid: string }
    const subject = { $type: 'com.atproto.repo.strongRef', uri, cid }
    expect((await judge({ takedown: { applied: true, ref: 'case 2' } }, subject)).json).toEqual({
      subject,
      takedown: { applied: true, ref: 'case 2' },
    })
    expect(await read()).toEqual(refused(400, 'RecordNotFound'))
    expect((await server.get(getSubjectStatus.nsid, { uri }, admin)).json).toMatchObject({
      subject,
      takedown: { applied: true, ref: 'case 2' },
    })
    await judge({ takedown: { applied: false } }, subject)
    expect((await read()).status).toBe(200)
    const missing = { ...subject, uri: `at://${member.did}/${OWN}/missing` }
    expect(await judge({ takedown: { applied: true } }, missing)).toEqual(refused(400, 'NotFound'))
  })

  it('is for administrators', async () => {
    expect(await post(updateSubjectStatus.nsid, { subject: repoRef(member.did) })).toEqual(
      refused(401, 'UntrustedIss'),
    )
  })
})

describe('deleting', () => {
  it('leaves one event, and nothing else', async () => {
    await write()
    await post(com.atproto.server.createAppPassword.nsid, { name: 'phone' })
    expect((await post(deleteAccount.nsid, { did: member.did }, admin)).status).toBe(200)
    expect(await events()).toEqual(['#account deleted'])
    expect(await server.signIn(member.handle)).toEqual(refused(401, 'AuthenticationRequired'))
    expect(await post(refreshSession.nsid, undefined, bearer(member.refreshJwt))).toEqual(
      refused(400, 'ExpiredToken'),
    )
    expect(await server.get(getSession.nsid, {}, bearer(member.accessJwt))).toEqual(
      refused(403, 'AccountNotFound'),
    )
    expect(await write()).toEqual(refused(403, 'AccountNotFound'))
    const { json } = await server.get(com.atproto.sync.listRepos.nsid, { limit: 1000 })
    expect(JSON.stringify(json)).not.toContain(member.did)
    const rows = server.app.get(RemovedRepoRows, { strict: false })
    expect(await rows.run()).toBeGreaterThan(0)
    for (const table of ['account', 'app_password', 'signing_key', 'refresh_token', 'repo']) {
      expect(await server.sql(`SELECT FROM ${table} WHERE did = $1`, [member.did])).toEqual([])
    }
    expect(await server.sql('SELECT FROM repo_removed')).toEqual([])
    for (const table of ['repo_record', 'repo_node'])
      expect(
        await server.sql(`SELECT FROM ${table} WHERE repo_id NOT IN (SELECT repo_id FROM repo)`),
      ).toEqual([])
  })

  it('frees handle and address, and cannot be done twice', async () => {
    await post(deleteAccount.nsid, { did: member.did }, admin)
    expect(await post(deleteAccount.nsid, { did: member.did }, admin)).toEqual(
      refused(400, 'AccountNotFound'),
    )
    expect(await events()).toEqual(['#account deleted'])
    const { handle, email } = member
    const next = await server.signUp({ handle, email })
    expect(next.did).not.toBe(member.did)
  })

  it('is remembered, with who did it', async () => {
    await post(deleteAccount.nsid, { did: member.did }, admin)
    const journal = server.app.get(LifeJournal, { strict: false })
    expect(await journal.list(member.did as Did, 10)).toMatchObject([
      { command: 'delete', actor: 'administrator', formerState: 'active', state: 'deleted' },
    ])
  })

  it('may be done while the account writes: whatever was announced is gone', async () => {
    const writes = Promise.all(Array.from({ length: 12 }, (_, i) => write(`w${i}`)))
    await Promise.all([writes, post(deleteAccount.nsid, { did: member.did }, admin)])
    expect(await events()).toEqual(['#account deleted'])
  })
})

describe('changing the handle', () => {
  const change = (handle: string, headers = bearer(member.accessJwt)) =>
    post(updateHandle.nsid, { handle }, headers)

  it('changes the identity too, and is announced', async () => {
    const handle = `new-${member.handle}`
    expect(await newEvents(() => change(handle.toUpperCase()))).toEqual([`#identity ${handle}`])
    expect((await server.get(resolveHandle.nsid, { handle })).json).toEqual({ did: member.did })
    expect(await server.get(resolveHandle.nsid, { handle: member.handle })).toEqual(
      refused(400, 'HandleNotFound'),
    )
    const { json } = await server.request('GET', `/plc/${member.did}/data`)
    expect(json.alsoKnownAs).toEqual([`at://${handle}`])
    const described = await server.get(com.atproto.repo.describeRepo.nsid, { repo: member.did })
    expect(described.json).toMatchObject({ handle, handleIsCorrect: true })
    expect(await newEvents(() => change(handle))).toEqual([`#identity ${handle}`])
  })

  it.each([
    ['not.a.handle.', 'InvalidRequest'],
    ['ab.test', 'InvalidHandle'],
    ['admin.test', 'HandleNotAvailable'],
    ['somebody.example.com', 'InvalidRequest'],
  ])('to %s is refused', async (handle, error) => {
    expect(await newEvents(async () => expect(await change(handle)).toEqual(refused(400, error)))).toEqual([])
  })

  it('to a taken one is refused, and the identity never claims it', async () => {
    const other = await server.signUp()
    expect(await change(other.handle)).toEqual(
      refused(400, 'HandleNotAvailable', `Handle already taken: ${other.handle}`),
    )
    const { json } = await server.request('GET', `/plc/${member.did}/data`)
    expect(json.alsoKnownAs).toEqual([`at://${member.handle}`])
  })

  it('has one winner of those who want one at once, here and in the directory', async () => {
    const members = [member, await server.signUp(), await server.signUp()]
    const handle = `wanted-${member.handle}`
    const answers = await Promise.all(members.map((one) => change(handle, bearer(one.accessJwt))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
    const claims = await Promise.all(
      members.map(async ({ did }) => (await server.request('GET', `/plc/${did}/data`)).json.alsoKnownAs),
    )
    expect(claims.flat().filter((name) => name === `at://${handle}`)).toHaveLength(1)
  })

  it('lets administrators give reserved names', async () => {
    const [{ count }] = (await server.sql<{ count: string }>('SELECT count(*) FROM account')) as [
      { count: string },
    ]
    expect(Number(count)).toBeGreaterThan(0)
    const input = { did: member.did, handle: 'support.test' }
    expect(await post(updateAccountHandle.nsid, input, admin)).toMatchObject({ status: 200 })
    const nobody = { did: NOBODY, handle: 'nobody.test' }
    expect(await post(updateAccountHandle.nsid, nobody, admin)).toEqual(refused(400, 'AccountNotFound'))
  })
})

describe('the table of states', () => {
  const BY = { actor: 'administrator', agent: { type: 'command' }, reason: 'a test' } as const
  const COMMANDS = {
    active: 'announce',
    locked: 'lock',
    offboarding: 'offboard',
    deactivated: 'deactivate',
    suspended: 'suspend',
    takendown: 'takeDown',
  } as const

  it.each(Object.keys(ACCOUNT_STATES) as AccountState[])('is what happens: %s', async (state) => {
    await write()
    const { password } = (await post(com.atproto.server.createAppPassword.nsid, { name: 'phone' })).json
    const did = member.did as Did
    const announced = await newEvents(async () => {
      if (state === 'deleted') await post(deleteAccount.nsid, { did }, admin)
      else await life().order(did, { kind: COMMANDS[state], days: 30 } as StateCommand, BY)
    })
    const rules = ACCOUNT_STATES[state]
    expect(stateOf(await server.app.get(Accounts, { strict: false }).byDid(did))).toBe(state)

    const signsIn = (await server.signIn(member.did)).status === 200
    const limited = (await server.signIn(member.did, undefined, { allowTakendown: true })).status === 200
    expect(signsIn ? 'yes' : limited ? 'limited' : 'no').toBe(rules.signIn)
    const goesOn = (await post(refreshSession.nsid, undefined, bearer(member.refreshJwt))).status === 200
    expect(goesOn ? 'go on' : 'end').toBe(rules.sessions)
    const app = (await server.signIn(member.did, password as string)).status === 200
    expect(app ? 'sign in' : 'refused').toBe(rules.appPasswords)
    const reads = (await read()).status === 200
    const exports = (await server.get(com.atproto.sync.getRepo.nsid, { did })).status === 200
    expect([reads, exports].map((is) => (is ? 'served' : 'refused'))).toEqual([
      rules.publicReads,
      rules.publicReads,
    ])
    expect((await write('b')).status === 200 ? 'taken' : 'refused').toBe(rules.writes)
    const event = state === 'deleted' ? (await events())[0] : announced[0]
    expect(event ?? '#account none').toBe(`#account ${rules.event}`)
  })
})
