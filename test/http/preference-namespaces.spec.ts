import { alt, app, com } from '@guildhall/lexicon'
import { admin, type Answer, bearer, type Member, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const { preference } = alt.guildhall
const { deleteNamespace, exportPreferences, getNamespace } = preference
const { importPreferences, listNamespaces, putNamespace } = preference
const { createAppPassword, createSession } = com.atproto.server
const KNOWN = 'test.guild.prefs'
const PREFS = 'test.nowhere.prefs'
const OTHER = 'test.nowhere.other'
const JSONL = 'application/jsonl'
const adult = { $type: 'app.bsky.actor.defs#adultContentPref', enabled: true }
const details = {
  $type: 'app.bsky.actor.defs#personalDetailsPref',
  birthDate: '1990-01-01T00:00:00.000Z',
}

let publisher: WholeServer
let server: WholeServer
let alice: Member
beforeAll(async () => {
  publisher = await WholeServer.start()
  const author = await publisher.signUp()
  await publish(author)
  server = await WholeServer.start({
    PDS_DID_PLC_URL: `${publisher.url}/plc`,
    PDS_LEXICON_AUTHORITY_DID: author.did,
    PDS_PREFERENCE_LEXICON_WAIT_MS: '20000',
    PDS_PREFERENCE_VALUE_MAX_BYTES: '500',
    PDS_PREFERENCE_NAMESPACE_MAX_BYTES: '1000',
    PDS_PREFERENCE_ACCOUNT_MAX_BYTES: '1500',
    PDS_PREFERENCE_NAMESPACES_MAX: '3',
  })
}, START_MAX_MS)
beforeEach(async () => {
  alice = await server.signUp()
})
afterAll(async () => {
  await server?.close()
  await publisher?.close()
})

/** A lexicon of preferences. */
async function publish({ did, accessJwt }: Member) {
  const { schema } = com.atproto.lexicon
  const size = { type: 'integer', minimum: 1, maximum: 9 }
  const font = { type: 'object', required: ['size'], properties: { size } }
  const defs = { font, page: { type: 'object', properties: { font: { type: 'ref', ref: '#font' } } } }
  const record = { $type: schema.nsid, lexicon: 1, id: KNOWN, defs }
  const input = { repo: did, collection: schema.nsid, rkey: KNOWN, record }
  const { status } = await publisher.post(com.atproto.repo.putRecord.nsid, input, bearer(accessJwt))
  if (status !== 200) throw new Error('the lexicon is not published')
}

const put = (namespace: string, values: unknown[], more: object = {}, who = alice): Promise<Answer> =>
  server.post(putNamespace.nsid, { namespace, values, ...more }, bearer(who.accessJwt))
const get = (namespace: string, who = alice): Promise<Answer> =>
  server.get(getNamespace.nsid, { namespace }, bearer(who.accessJwt))
const list = async (query: Record<string, string> = {}, who = alice) =>
  (await server.get(listNamespaces.nsid, query, bearer(who.accessJwt))).json
const remove = (namespace: string, more: object = {}): Promise<Answer> =>
  server.post(deleteNamespace.nsid, { namespace, ...more }, bearer(alice.accessJwt))
const exported = (token = alice.accessJwt): Promise<Answer> =>
  server.get(exportPreferences.nsid, {}, bearer(token))
const imported = (document: string | Buffer, token = alice.accessJwt): Promise<Answer> =>
  server.request(
    'POST',
    `/xrpc/${importPreferences.nsid}`,
    { 'content-type': JSONL, ...bearer(token) },
    document,
  )
const linesOf = ({ bytes }: Answer) =>
  bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const refusal = (error: string) =>
  expect.objectContaining({ status: 400, json: expect.objectContaining({ error }) })
const value = (more: object = {}, namespace = PREFS) => ({ $type: namespace, ...more })

describe('a namespace', () => {
  it('holds what was put into it, in its order, until something else is', async () => {
    expect(await get(PREFS)).toEqual(refusal('NamespaceNotFound'))
    const values = [value({ b: 2, a: ['ä'] }), { $type: `${PREFS}#second` }, value()]
    const answer = await put(PREFS, values)
    expect(answer).toMatchObject({ status: 200, json: { validationStatus: 'unknown' } })
    const { json } = await get(PREFS)
    expect(json).toMatchObject({ namespace: PREFS, cid: answer.json.cid, values })
    await put(PREFS, [])
    expect((await get(PREFS)).json.values).toEqual([])
  })

  it('is listed, and gone when it is deleted', async () => {
    await put(OTHER, [value({}, OTHER)])
    const { json } = await put(PREFS, [value(), value()])
    const first = await list({ limit: '1' })
    expect(first).toMatchObject({ cursor: OTHER, namespaces: [{ namespace: OTHER, count: 1 }] })
    const second = await list({ cursor: OTHER })
    expect(second.namespaces).toEqual([
      expect.objectContaining({ namespace: PREFS, cid: json.cid, count: 2 }),
    ])
    const wrong = await server.get(listNamespaces.nsid, { cursor: 'a\0b' }, bearer(alice.accessJwt))
    expect(wrong).toEqual(refusal('InvalidRequest'))
    expect((await remove(OTHER)).status).toBe(200)
    expect((await remove(OTHER)).status).toBe(200)
    expect((await list()).namespaces).toHaveLength(1)
  })

  it('is only changed if it is what the caller believes', async () => {
    const { json } = await put(PREFS, [value({ a: 1 })], { swapCid: null })
    expect(await put(PREFS, [], { swapCid: null })).toEqual(refusal('InvalidSwap'))
    const second = await put(PREFS, [value({ a: 2 })], { swapCid: json.cid })
    expect(second.status).toBe(200)
    expect(await put(PREFS, [], { swapCid: json.cid })).toEqual(refusal('InvalidSwap'))
    expect(await remove(PREFS, { swapCid: json.cid })).toEqual(refusal('InvalidSwap'))
    expect((await get(PREFS)).json.values).toEqual([value({ a: 2 })])
    expect((await remove(PREFS, { swapCid: second.json.cid })).status).toBe(200)
  })

  it('lets one of two changes that come at once through', async () => {
    const { json } = await put(PREFS, [])
    const both = await Promise.all([1, 2].map((a) => put(PREFS, [value({ a })], { swapCid: json.cid })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  it.each([
    ['another type', PREFS, [value({}, OTHER)], 'InvalidPreference'],
    ['no type', PREFS, [{ a: 1 }], 'InvalidPreference'],
    ['no objects', PREFS, [7], 'InvalidRequest'],
    ['a name that is none', 'prefs', [], 'InvalidRequest'],
    ['methods of its own', 'app.bsky.actor.defs', [], 'InvalidRequest'],
    ['a value that is too large', PREFS, [value({ a: 'x'.repeat(500) })], 'PreferencesTooLarge'],
    ['too much', PREFS, [1, 2, 3].map((a) => value({ a: String(a).repeat(400) })), 'PreferencesTooLarge'],
  ])('with %s is refused', async (_what, namespace, values, error) => {
    expect(await put(namespace, values)).toEqual(refusal(error))
  })

  it('counts among all of the account', async () => {
    const large = (namespace: string) => put(namespace, [value({ a: 'x'.repeat(400) }, namespace)])
    for (const name of ['a', 'b', 'c']) expect((await large(`test.nowhere.${name}`)).status).toBe(200)
    await put('test.nowhere.c', [])
    expect(await put('test.nowhere.d', [])).toEqual(refusal('PreferencesTooLarge'))
    expect((await remove('test.nowhere.c')).status).toBe(200)
    const twice = [value({ a: 'x'.repeat(400) }), value({ a: 'x'.repeat(400) })]
    expect(await put(PREFS, twice)).toEqual(refusal('PreferencesTooLarge'))
    expect((await list()).namespaces).toHaveLength(2)
  })

  it('is of one account only, and goes with it', async () => {
    const bob = await server.signUp()
    await put(PREFS, [value()])
    expect(await get(PREFS, bob)).toEqual(refusal('NamespaceNotFound'))
    expect((await server.get(getNamespace.nsid, { namespace: PREFS })).status).toBe(401)
    await server.post(com.atproto.admin.deleteAccount.nsid, { did: alice.did }, admin)
    expect(await server.sql('SELECT FROM preference_namespace WHERE did = $1', [alice.did])).toEqual([])
  })

  it('is for an account that moves here to fill, and for one that was taken down to take away', async () => {
    await server.setStatus(alice.did, 'deactivated')
    expect((await put(PREFS, [value()])).status).toBe(200)
    const taken = await server.signIn(alice.did)
    await server.setStatus(alice.did, 'takendown')
    const limited = await server.signIn(alice.did, undefined, { allowTakendown: true })
    expect([taken.status, limited.status]).toEqual([200, 200])
    const token = limited.json.accessJwt as string
    expect((await exported(token)).status).toBe(200)
    expect(
      (await server.post(putNamespace.nsid, { namespace: PREFS, values: [] }, bearer(token))).status,
    ).toBe(400)
  })
})

describe('a namespace whose lexicon is published', () => {
  const page = (size: unknown) => ({ $type: `${KNOWN}#page`, font: { size } })

  it('takes what is valid', async () => {
    expect((await put(KNOWN, [page(3)])).json.validationStatus).toBe('valid')
    expect((await put(KNOWN, [page(3)], { validate: true })).json.validationStatus).toBe('valid')
    const wrong = await put(KNOWN, [page(3), page(10)])
    expect(wrong).toEqual(refusal('InvalidPreference'))
    expect(wrong.json.message).toContain('values[1]/font/size')
  })

  it('takes anything if no check is wanted, and only what can be checked if one is', async () => {
    const answer = await put(KNOWN, [page(10)], { validate: false })
    expect([answer.status, answer.json.validationStatus]).toEqual([200, undefined])
    const strange = { $type: `${KNOWN}#ofTomorrow` }
    expect((await put(KNOWN, [strange])).json.validationStatus).toBe('unknown')
    expect(await put(KNOWN, [strange], { validate: true })).toEqual(refusal('InvalidPreference'))
    expect(await put(PREFS, [value()], { validate: true })).toEqual(refusal('InvalidPreference'))
  })
})

describe('all preferences as one document', () => {
  const fill = async () => {
    await server.post(
      app.bsky.actor.putPreferences.nsid,
      { preferences: [adult, details] },
      bearer(alice.accessJwt),
    )
    await put(PREFS, [value({ b: 1, a: { $bytes: 'AQI' } }), value()])
    await put(OTHER, [])
  }

  it('come back on another account', async () => {
    await fill()
    const answer = await exported()
    expect(answer.headers['content-type']).toBe(JSONL)
    const lines = linesOf(answer)
    expect(lines[0]).toEqual({ format: 'guildhall-preferences', version: 1, did: alice.did })
    expect(lines.slice(1).map(({ namespace, end }) => namespace ?? end)).toEqual([
      'app.bsky',
      OTHER,
      PREFS,
      true,
    ])
    const bob = await server.signUp()
    await put('test.nowhere.old', [], {}, bob)
    expect(await imported(answer.bytes, bob.accessJwt)).toMatchObject({
      status: 200,
      json: { namespaces: 3 },
    })
    expect((await list({}, bob)).namespaces).toHaveLength(3)
    await server.post(deleteNamespace.nsid, { namespace: 'test.nowhere.old' }, bearer(bob.accessJwt))
    expect(linesOf(await exported(bob.accessJwt)).slice(1)).toEqual(lines.slice(1))
  })

  it('show and change nothing of the person to an app password', async () => {
    await fill()
    const made = await server.post(createAppPassword.nsid, { name: 'an app' }, bearer(alice.accessJwt))
    const session = { identifier: alice.did, password: made.json.password as string }
    const token = (await server.post(createSession.nsid, session)).json.accessJwt as string
    const answer = await exported(token)
    expect(linesOf(answer)[1]!.values).toEqual([adult])
    expect(await imported((await exported()).bytes, token)).toEqual(refusal('InvalidRequest'))
    expect((await imported(answer.bytes, token)).status).toBe(200)
    expect(linesOf(await exported())[1]!.values).toEqual([adult, details])
  })

  it('are taken as a whole or not at all', async () => {
    await put(PREFS, [value({ kept: true })])
    const before = (await exported()).bytes.toString()
    const [head, own, line, end] = before.trimEnd().split('\n') as [string, string, string, string]
    const other = JSON.stringify({ namespace: PREFS, values: [value()] })
    const many = ['a', 'b', 'c', 'd'].map((name) =>
      JSON.stringify({ namespace: `test.many.${name}`, values: [] }),
    )
    const document = (...lines: string[]) =>
      [head, ...lines, `{"end":true,"namespaces":${lines.length}}`].join('\n')
    const wrong: [string, string][] = [
      [[head, other].join('\n'), 'InvalidDocument'],
      [[head, own, other, line, end].join('\n'), 'InvalidDocument'],
      [document(other, other), 'InvalidDocument'],
      [document(own, own), 'InvalidDocument'],
      [document(line.replace('true', 'false')), 'InvalidDocument'],
      [document('{"namespace":"prefs","values":[]}'), 'InvalidDocument'],
      [document('{"namespace":"app.bsky","values":[1]}'), 'InvalidDocument'],
      [document(`{"namespace":"app.bsky","values":[${JSON.stringify(value())}]}`), 'InvalidRequest'],
      [document(other, `{"namespace":"${OTHER}","values":[{}]}`), 'InvalidPreference'],
      [document(other, ...many), 'PreferencesTooLarge'],
      ['', 'InvalidRequest'],
    ]
    for (const [text, error] of wrong) {
      expect([text, await imported(text)]).toEqual([text, refusal(error)])
    }
    expect((await exported()).bytes.toString()).toBe(before)
  })
})
