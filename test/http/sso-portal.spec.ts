import { SsoTraveller } from '../support/sso-traveller.js'
import { NAME, SECOND_MS, SsoWorld } from './sso-world.js'

const MINUTE_S = 60

let world: SsoWorld
beforeAll(async () => {
  world = await SsoWorld.start()
  await world.api.post(`sso/connections/${world.connection}/enable`, {})
})
afterAll(() => world?.close())

const pathOf = ({ url }: { url: string }) => new URL(url).pathname

/** A member of the organization in the account portal, who has just shown the provider who they are. */
async function enter() {
  const user = world.newUser()
  const { traveller } = await world.join(user)
  const [{ did }] = (await world.identities(user.sub)) as [{ did: string }]
  const seconds = () => Math.floor(world.server.clock.nowMs() / SECOND_MS)
  const signIn = async (claims: object) => {
    await world.idp.next(user, { claims })
    const page = await traveller.browser.open(`${world.server.url}/account/sign-in`)
    const begin = new URL(SsoTraveller.button(page, NAME), page.url)
    begin.searchParams.delete('force')
    return traveller.open(begin.href)
  }
  const open = async (section: string) =>
    pathOf(await traveller.browser.open(`${world.server.url}/account/${did}/${section}`))
  return { did, seconds, signIn, open }
}

describe('whoever finds a browser open that the provider knows', () => {
  it('has shown nothing by going to the provider and back', async () => {
    const { did, seconds, signIn, open } = await enter()
    const before = seconds()
    await signIn({ auth_time: before })
    expect(await open('new-app-password')).toBe(`/account/${did}/new-app-password`)
    world.pass(11 * MINUTE_S)
    expect(await open('new-app-password')).toBe(`/account/${did}/confirm`)
    await signIn({ auth_time: before })
    expect(await open('security')).toBe(`/account/${did}/security`)
    expect(await open('new-app-password')).toBe(`/account/${did}/confirm`)
    await signIn({ auth_time: seconds() })
    expect(await open('new-app-password')).toBe(`/account/${did}/new-app-password`)
  })

  it('has shown nothing either where the provider has not looked as closely as it has to', async () => {
    const { did, seconds, signIn, open } = await enter()
    await world.policy({ stepUp: { acr: ['high'] } })
    await signIn({ auth_time: seconds(), acr: 'low' })
    expect(await open('new-app-password')).toBe(`/account/${did}/confirm`)
    await signIn({ auth_time: seconds(), acr: 'high' })
    expect(await open('new-app-password')).toBe(`/account/${did}/new-app-password`)
    await world.policy({ stepUp: { acr: [] } })
  })

  it('is believed where the provider never says when it asked', async () => {
    const { did, signIn, open } = await enter()
    world.pass(11 * MINUTE_S)
    await signIn({ auth_time: null })
    expect(await open('new-app-password')).toBe(`/account/${did}/new-app-password`)
  })
})
