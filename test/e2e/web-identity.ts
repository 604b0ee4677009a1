import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AtpAgent } from '@atproto/api'
import { K256Key } from '@guildhall/crypto'
import { com } from '@guildhall/lexicon'
import { createServiceJwt } from '@guildhall/xrpc'
import { PASSWORD } from './accounts.js'
import { type Host, signInAt } from './migration-world.js'

interface Named {
  name: string
  email: string
}

/** A did:web and the server that publishes its document. */
export class WebIdentity {
  readonly #key = K256Key.fromHex('55'.repeat(32))
  #document: object = {}

  private constructor(private readonly server: Server) {}

  static async open(): Promise<WebIdentity> {
    const server = createServer((_incoming, answer) => {
      answer.setHeader('content-type', 'application/json').end(JSON.stringify(identity.#document))
    })
    const identity = new WebIdentity(server)
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    return identity
  }

  get did(): string {
    return `did:web:localhost%3A${(this.server.address() as AddressInfo).port}`
  }

  /** Brings the identity to a server that has no account of it. */
  async arrive(host: Host, { name, email }: Named): Promise<AtpAgent> {
    const { did } = this
    const handle = `${name}${host.domain}`
    this.#publish(handle, 'https://nowhere.example.com', this.#key.didKey)
    const agent = new AtpAgent({ service: host.server.url })
    const { data: service } = await agent.com.atproto.server.describeServer()
    const exp = Math.floor(Date.now() / 1000) + 60
    const lxm = com.atproto.server.createAccount.nsid
    const token = createServiceJwt({ iss: did, aud: service.did, lxm, exp }, this.#key)
    await agent.com.atproto.server.createAccount(
      { did, handle, email, password: PASSWORD },
      { headers: { authorization: `Bearer ${token}` } },
    )
    await this.pointTo(host, { name })
    const owner = await signInAt(host.server, did)
    await owner.com.atproto.server.activateAccount()
    return owner
  }

  /** Publishes that a server, which has an account of it, speaks for it. */
  async pointTo({ server, domain }: Host, { name }: { name: string }): Promise<void> {
    const agent = await signInAt(server, this.did)
    const { data } = await agent.com.atproto.identity.getRecommendedDidCredentials()
    const { atproto } = data.verificationMethods as { atproto: string }
    this.#publish(`${name}${domain}`, server.url, atproto)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  #publish(handle: string, pds: string, didKey: string): void {
    const { did } = this
    const publicKeyMultibase = didKey.slice('did:key:'.length)
    this.#document = {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did,
      alsoKnownAs: [`at://${handle}`],
      verificationMethod: [{ id: `${did}#atproto`, type: 'Multikey', controller: did, publicKeyMultibase }],
      service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: pds }],
    }
  }
}
