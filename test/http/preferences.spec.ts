import { app, com } from '@guildhall/lexicon'
import { admin, type Answer, bearer, type Member, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const { getPreferences, putPreferences } = app.bsky.actor
const { createAppPassword, createSession } = com.atproto.server
const DEFINITIONS = 'app.bsky.actor.defs'
const adult = { $type: `${DEFINITIONS}#adultContentPref`, enabled: true }
const details = { $type: `${DEFINITIONS}#personalDetailsPref`, birthDate: '1990-01-01T00:00:00.000Z' }

let server: WholeServer
let alice: Member
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  alice = await server.signUp()
})
afterAll(() => server?.close())

const put = (preferences: object[], token = alice.accessJwt): Promise<Answer> =>
  server.post(putPreferences.nsid, { preferences }, bearer(token))
const get = async (token = alice.accessJwt): Promise<unknown[]> =>
  (await server.get(getPreferences.nsid, {}, bearer(token))).json.preferences as unknown[]

async function appPasswordSession(): Promise<string> {
  const made = await server.post(createAppPassword.nsid, { name: 'an app' }, bearer(alice.accessJwt))
  const { json } = await server.post(createSession.nsid, {
    identifier: alice.did,
    password: made.json.password as string,
  })
  return json.accessJwt as string
}

it('what is put comes back, and replaces what was there', async () => {
  const odd = { $type: `${DEFINITIONS}#ofTomorrow`, z: [1, { a: 'ä' }] }
  expect(await get()).toEqual([])
  expect((await put([adult, odd])).status).toBe(200)
  expect(JSON.stringify(await get())).toBe(JSON.stringify([adult, odd]))
  await put([odd])
  expect(await get()).toEqual([odd])
  await put([])
  expect(await get()).toEqual([])
})

it('an application neither sees nor changes what is private', async () => {
  const token = await appPasswordSession()
  await put([adult, details])
  const age = { isOverAge13: true, isOverAge16: true, isOverAge18: true }
  const declared = { $type: `${DEFINITIONS}#declaredAgePref`, ...age }
  expect(await get(token)).toEqual([adult, declared])
  expect(await put([details], token)).toMatchObject({ status: 400, json: { error: 'InvalidRequest' } })
  expect((await put([declared], token)).status).toBe(200)
  expect(await get()).toEqual([details, declared])
})

it.each([
  ['of another namespace', [{ $type: 'com.example.pref' }]],
  ['without a type', [{ enabled: true }]],
  ['of a namespace that only begins like it', [{ $type: 'app.bskyother.pref' }]],
])('preferences %s are refused, and the old ones stay', async (_what, wrong) => {
  await put([adult])
  expect(await put([adult, ...wrong])).toMatchObject({ status: 400, json: { error: 'InvalidRequest' } })
  expect(await get()).toEqual([adult])
})

it('a deactivated account brings its preferences; one that was taken down only takes them away', async () => {
  await server.setStatus(alice.did, 'deactivated')
  expect((await put([adult])).status).toBe(200)
  expect(await get()).toEqual([adult])
  await server.setStatus(alice.did, 'takendown')
  expect((await put([])).status).toBe(401)
})

it('nobody else has them, and they go with the account', async () => {
  const bob = await server.signUp()
  await put([adult])
  expect(await get(bob.accessJwt)).toEqual([])
  expect((await server.get(getPreferences.nsid)).status).toBe(401)
  await server.post(com.atproto.admin.deleteAccount.nsid, { did: alice.did }, admin)
  expect(await server.sql('SELECT FROM account_preference WHERE did = $1', [alice.did])).toEqual([])
})
