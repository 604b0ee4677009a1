import { codeIn, SsoWorld } from './sso-world.js'

let world: SsoWorld

beforeAll(async () => {
  world = await SsoWorld.start()
  await world.api.post(`sso/connections/${world.connection}/enable`)
})
afterAll(() => world?.close())

describe('where administrators decide', () => {
  it('somebody waits until they have', async () => {
    await world.policy({ provisioning: { mode: 'approval' } })
    const user = world.newUser()
    const { traveller, shown } = await world.arrive(user)
    expect(codeIn(await traveller.browser.send(shown, { decision: 'accept' }))).toBe('sso_awaiting_approval')
    expect(codeIn((await world.arrive(user)).shown)).toBe('sso_awaiting_approval')
    const { json } = await world.api.get('sso/registrations')
    const [waiting] = json.data as { id: string; handle: string }[]
    expect(waiting).toMatchObject({ handle: `${user.sub}.test`, email: `${user.sub}@corp.example` })
    const viewer = await world.server.signUp()
    const permissions = ['connections.view']
    await world.api.post('roles', { id: 'viewer', name: 'Viewer', priority: 10, permissions })
    await world.api.assign(viewer.did, 'viewer')
    const seen = (await (await world.api.signedIn(viewer.did)).get('sso/registrations')).json
    expect(seen.data).toMatchObject([{ email: `${user.sub[0]}***@corp.example` }])
    const elsewhere = await world.server.signUp()
    await world.api.assign(elsewhere.did, 'identity-admin', { domain: 'press.test' })
    const theirs = await world.api.signedIn(elsewhere.did)
    for (const decision of ['approve', 'deny'])
      expect((await theirs.post(`sso/registrations/${waiting!.id}/${decision}`)).status).toBe(404)
    expect((await world.api.post(`sso/registrations/${waiting!.id}/approve`)).status).toBe(204)
    await world.join(user)
    await world.policy({ provisioning: { mode: 'ask' } })
    expect(await world.identities(user.sub)).toHaveLength(1)
  })

  it('they decide about what they were asked, whatever pages are open besides', async () => {
    await world.policy({ provisioning: { mode: 'approval' } })
    const decide = async (sub: string, decision: string) => {
      const { json } = await world.api.get('sso/registrations')
      const found = (json.data as { id: string; subject: string }[]).find((one) => one.subject === sub)
      await world.api.post(`sso/registrations/${found!.id}/${decision}`)
    }
    const ask = ({ traveller, shown }: Awaited<ReturnType<typeof world.arrive>>, handle: string) =>
      traveller.browser.send(shown, { decision: 'accept', handle })
    const user = world.newUser()
    const [one, two, three] = [await world.arrive(user), await world.arrive(user), await world.arrive(user)]
    expect(codeIn(await ask(one, `${user.sub}.test`))).toBe('sso_awaiting_approval')
    expect(codeIn(await ask(two, 'director.test'))).toBe('sso_awaiting_approval')
    await decide(user.sub, 'approve')
    // Another handle is another question.
    expect(codeIn(await ask(three, 'director.test'))).toBe('sso_awaiting_approval')
    expect(await world.identities(user.sub)).toEqual([])
    await decide(user.sub, 'deny')
    expect(codeIn((await world.arrive(user)).shown)).toBe('sso_not_invited')

    const late = world.newUser()
    const [first, second] = [await world.arrive(late), await world.arrive(late)]
    await ask(first, `${late.sub}.test`)
    await decide(late.sub, 'deny')
    expect(codeIn(await ask(second, `${late.sub}.test`))).toBe('sso_not_invited')
    await world.policy({ provisioning: { mode: 'ask' } })
  })
})
