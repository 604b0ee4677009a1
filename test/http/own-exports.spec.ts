import { com } from '@guildhall/lexicon'
import { readCar } from '@guildhall/repo'
import { AdminApi } from '../support/admin-api.js'
import { formOf, OAuthBrowser } from '../support/oauth-browser.js'
import { refused } from '../support/refused.js'
import { bearer, PASSWORD, WholeServer } from '../support/whole-server.js'

const { getRepo, listBlobs } = com.atproto.sync
const START_MAX_MS = 60_000

let server: WholeServer
let strict: WholeServer
beforeAll(async () => {
  server = await WholeServer.start()
  strict = await WholeServer.start({ PDS_TAKEDOWN_EXPORT: 'false' })
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await strict?.close()
})

/** A member whom an administrator has kept out. */
async function keptOut(of: WholeServer, verb: 'suspend' | 'takedown') {
  const member = await of.signUp()
  expect((await new AdminApi(of).post(`accounts/${member.did}/${verb}`, { reason: 'a case' })).status).toBe(
    200,
  )
  return member
}

async function inPortal(of: WholeServer, handle: string) {
  const browser = new OAuthBrowser(of.url)
  const page = await browser.open(`${of.url}/account/sign-in`)
  const shown = await browser.send(page, { identifier: handle, password: PASSWORD, decision: 'accept' })
  return { browser, shown }
}

describe.each(['suspend', 'takedown'] as const)('owners after a %s', (verb) => {
  it('may take a copy with their applications, and nobody else may', async () => {
    const { did, handle } = await keptOut(server, verb)
    expect((await server.signIn(handle)).status).toBe(401)
    const { json } = await server.signIn(handle, PASSWORD, { allowTakendown: true })
    const own = bearer(json.accessJwt as string)
    expect((await server.get(getRepo.nsid, { did }, own)).status).toBe(200)
    expect((await server.get(listBlobs.nsid, { did }, own)).status).toBe(200)
    expect((await server.get(getRepo.nsid, { did })).status).toBe(400)
  })

  it('find their data in the portal, and nothing else', async () => {
    const { did, handle } = await keptOut(server, verb)
    const { browser, shown } = await inPortal(server, handle)
    const data = `${server.url}/account/${did}/data`
    expect(shown.url).toBe(data)
    expect(shown.html).toContain('This account has been suspended')
    expect(shown.html).not.toContain('name="decision" value="deactivate"')
    for (const section of ['', '/email', '/password', '/delete', '/move', '/security'])
      expect((await browser.open(`${server.url}/account/${did}${section}`)).url).toBe(data)

    const csrf = formOf(shown).fields.find(([name]) => name === 'csrf')![1]
    const copy = await browser.bytes(
      `${server.url}/account/${did}/archive/repo`,
      new URLSearchParams({ csrf }).toString(),
    )
    expect(readCar(copy.bytes).blocks.length).toBeGreaterThan(0)
    for (const [section, form] of [
      ['data', { decision: 'deactivate' }],
      ['data', { decision: 'reactivate' }],
      ['email', { email: 'other@example.com' }],
      ['delete', { password: PASSWORD }],
    ] as const) {
      const sent = new URLSearchParams({ csrf, ...form }).toString()
      const answer = await browser.bytes(`${server.url}/account/${did}/${section}`, sent)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/account/${did}/data`])
    }
    const state = (await new AdminApi(server).get(`accounts/${did}`)).json
    expect(state).toMatchObject({ state: verb === 'suspend' ? 'suspended' : 'takendown' })
    const gone = await browser.bytes(
      `${server.url}/account/${did}`,
      new URLSearchParams({ csrf, decision: 'sign-out' }).toString(),
    )
    expect(gone.headers.get('location')).not.toBe(`/account/${did}/data`)
    expect((await browser.open(data)).url).toContain('/account/sign-in')
  })
})

it('members who are to leave come into the portal with their password as well', async () => {
  const { did, handle } = await server.signUp()
  const order = { reason: 'leaves', days: 30 }
  expect((await new AdminApi(server).post(`accounts/${did}/offboard`, order)).status).toBe(200)
  expect((await inPortal(server, handle)).shown.url).toBe(`${server.url}/account/${did}`)
})

describe('where takedowns leave no copy', () => {
  it('those who were taken down get none, by no way; those who were suspended do', async () => {
    const [gone, suspended] = [await keptOut(strict, 'takedown'), await keptOut(strict, 'suspend')]
    const copyOf = async ({ did, handle }: typeof gone) => {
      const { json } = await strict.signIn(handle, PASSWORD, { allowTakendown: true })
      return strict.get(getRepo.nsid, { did }, bearer(json.accessJwt as string))
    }
    expect(await copyOf(gone)).toEqual(refused(400, 'RepoTakendown'))
    expect((await copyOf(suspended)).status).toBe(200)
    const { shown, browser } = await inPortal(strict, gone.handle)
    expect(shown.html).toContain('This account has been suspended.')
    const data = await browser.open(`${strict.url}/account/${gone.did}/data`)
    expect(data.url).toContain('/account/sign-in')
    expect((await inPortal(strict, suspended.handle)).shown.url).toContain('/data')
  })
})
