import { app } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import type { OpenAnswer } from '../outbound/index.js'
import type { AccountCaller, Authenticator, Call, ScopeNeed } from '../xrpc/index.js'
import { MethodForwarding, type TokenChoice } from './method-forwarding.js'
import type { ProxyConfig } from './proxy.config.js'
import type { OpenCall, ServiceCalls } from './service-calls.js'
import type { Services } from './services.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const APP_VIEW = { did: 'did:web:appview.example' as Did, id: 'bsky_appview', url: 'https://appview.example' }
const AUD = `${APP_VIEW.did}#bsky_appview`
const { getFeed, getFeedSkeleton } = app.bsky.feed

/** Passes a call of an application on; says what was asked of its grant, and what was called. */
async function forwarded(isAllowed: (need: ScopeNeed) => boolean, token?: TokenChoice) {
  const asked: ScopeNeed[] = []
  const called: OpenCall[] = []
  const open = async (_did: Did, _service: object, call: OpenCall) => {
    called.push(call)
    return {} as OpenAnswer
  }
  const forwarding = new MethodForwarding(
    {} as Authenticator,
    { forMethod: async () => APP_VIEW } as unknown as Services,
    { open } as unknown as ServiceCalls,
    {} as ProxyConfig,
  )
  const caller: AccountCaller = {
    kind: 'account',
    did: ALICE,
    credential: 'oauth',
    allows: (need) => {
      asked.push(need)
      return isAllowed(need)
    },
  }
  const call = { caller, headers: {}, nsid: getFeed.nsid, query: new URLSearchParams('a=1') } as Partial<Call>
  const refusal = await forwarding.ask(call as Call, token).then(
    () => undefined,
    (error: Error) => error.message,
  )
  return { asked, called, refusal }
}

describe('what applications may have passed on', () => {
  it('is what their grant says, for the method and the service', async () => {
    const { asked, called, refusal } = await forwarded(() => true)
    expect(asked).toEqual([{ kind: 'rpc', lxm: getFeed.nsid, aud: AUD }])
    expect(called).toEqual([expect.objectContaining({ method: 'GET', nsid: getFeed.nsid, search: '?a=1' })])
    expect(refusal).toBeUndefined()
  })

  it('is nothing that it does not say', async () => {
    const { called, refusal } = await forwarded(() => false)
    expect(called).toEqual([])
    expect(refusal).toBe(
      `Missing required scope "rpc:${getFeed.nsid}?aud=did:web:appview.example%23bsky_appview"`,
    )
  })

  it('includes what the token names, before anybody is asked for whom it is', async () => {
    const audiences: string[] = []
    const token: TokenChoice = {
      lxm: getFeedSkeleton.nsid,
      audience: async (did) => {
        audiences.push(did)
        return 'did:web:maker.example'
      },
    }
    const { called } = await forwarded(() => true, token)
    expect(called).toEqual([
      expect.objectContaining({ lxm: getFeedSkeleton.nsid, audience: 'did:web:maker.example' }),
    ])
    const partly = await forwarded((need) => need.kind === 'rpc' && need.lxm === getFeed.nsid, token)
    expect(partly.asked).toHaveLength(2)
    expect(partly.called).toEqual([])
    expect(audiences).toEqual([ALICE])
  })
})
