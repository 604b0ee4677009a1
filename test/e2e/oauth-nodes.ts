import { type AppSession, newVerifier, OAuthApp, ProofKey, sessionOf } from '../support/oauth-app.js'
import { OAuthBrowser } from '../support/oauth-browser.js'
import { createAccount, PASSWORD, type TestAccount } from './accounts.js'
import type { NodeGroup } from './node-group.js'
import type { ServerProcess } from './server-process.js'

const WHO = 'com.atproto.server.getSession'
const WRITE = 'com.atproto.repo.createRecord'
const TIMES = 10
const REFUSED = { status: 401, json: { error: 'invalid_dpop_proof' } }

/** What applications meet on several nodes. @param groupOf two of them behind one URL; one is started anew */
export function applicationsOnNodes(groupOf: () => NodeGroup): void {
  describe('an application whose calls come to several nodes', () => {
    let one: ServerProcess
    let other: ServerProcess
    let account: TestAccount
    let app: OAuthApp
    let session: AppSession
    beforeAll(async () => {
      ;[one, other] = groupOf().nodes as [ServerProcess, ServerProcess]
      account = await createAccount({ url: one.address }, 'walker')
    })
    beforeEach(async () => {
      app = OAuthApp.loopback(one.url)
      app.at = one.address
      session = await signIn()
    })

    const who = () => app.method('GET', WHO, session)

    /** Every step at another node. */
    async function signIn(): Promise<AppSession> {
      const [key, verifier] = [new ProofKey(), newVerifier()]
      app.at = one.address
      const pushed = await app.push(app.request(verifier), key)
      expect(pushed).toMatchObject({ status: 201 })
      const browser = new OAuthBrowser(one.url)
      browser.at = other.address
      const answer = await app.authorize(browser, { handle: account.handle, password: PASSWORD }, pushed)
      const given = sessionOf(await app.exchange(String(answer.get('code')), verifier, key), key)
      app.at = other.address
      return sessionOf(await app.refresh(given), key)
    }

    /** One and the same proof for a method, with the nonce that a node has given. */
    async function proofFrom(node: ServerProcess) {
      app.at = node.address
      expect(await who()).toMatchObject({ status: 200 })
      const claims = { nonce: app.nonce, jti: `used ${Math.random()}` }
      return {
        present: (at: ServerProcess, nsid = WHO) => {
          app.at = at.address
          if (nsid === WHO) return app.method('GET', WHO, session, { change: { claims } })
          const record = { $type: 'com.example.note', text: 'hello' }
          const input = { repo: account.did, collection: 'com.example.note', record }
          return app.method('POST', nsid, session, { input, change: { claims } })
        },
      }
    }

    it('is asked for no other nonce than it has', async () => {
      for (const node of [one, other, one, other]) {
        const { present } = await proofFrom(node)
        expect(await present(node === one ? other : one)).toMatchObject({ status: 200 })
      }
    })

    it.each([
      ['the node that its nonce is from, then the other', () => [one, one, other]],
      ['the other node, then the one that its nonce is from', () => [one, other, one]],
      ['the other node twice', () => [one, other, other]],
    ])('is refused a proof for the second time: %s', async (_order, nodes) => {
      const [from, first, second] = nodes() as [ServerProcess, ServerProcess, ServerProcess]
      for (const nsid of [WHO, WRITE]) {
        const { present } = await proofFrom(from)
        expect(await present(first, nsid)).toMatchObject({ status: 200 })
        for (const node of [second, first, second]) expect(await present(node, nsid)).toMatchObject(REFUSED)
      }
    })

    it('has one of many calls at the same moment answered', async () => {
      const { present } = await proofFrom(one)
      const replies = await Promise.all(
        Array.from({ length: 2 * TIMES }, (_, index) => present(index % 2 ? one : other)),
      )
      expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(replies.filter(({ json }) => json.error === 'invalid_dpop_proof')).toHaveLength(2 * TIMES - 1)
    })

    it('is refused a proof of the authorization server for the second time on the other node', async () => {
      app.at = one.address
      expect(await app.push(app.request(newVerifier()), session.key)).toMatchObject({ status: 201 })
      const claims = { nonce: app.nonce, jti: 'of a pushed request' }
      app.at = other.address
      expect(await app.push(app.request(newVerifier()), session.key, { claims })).toMatchObject({
        status: 201,
      })
      app.at = one.address
      const again = await app.push(app.request(newVerifier()), session.key, { claims })
      expect(again).toMatchObject({ status: 400, json: { error: 'invalid_dpop_proof' } })
    })

    it('needs a new nonce after the restart of a node, and cannot use a proof again that it has used before', async () => {
      const { present } = await proofFrom(one)
      expect(await present(one)).toMatchObject({ status: 200 })
      const unused = await proofFrom(one)
      await one.stop('SIGKILL')
      await one.start()
      for (const node of [one, other, one]) {
        expect(await present(node)).toMatchObject({ status: 401, json: { error: 'use_dpop_nonce' } })
        expect(await unused.present(node)).toMatchObject({ status: 401, json: { error: 'use_dpop_nonce' } })
      }
      for (const node of [one, other]) {
        app.at = node.address
        expect(await who()).toMatchObject({ status: 200 })
      }
    })
  })
}
