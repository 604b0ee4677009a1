// Accounts for scenarios: made by sign-up, or moved in with a repository that was made here.
import { randomBytes } from 'node:crypto'
import { Secp256k1Keypair } from '@atproto/crypto'
import { createOp, createUpdateOp } from '@did-plc/lib'

const PASSWORD = 'password of a member'
const TOKEN_LIFETIME_S = 300

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

export class Members {
  #made = 0

  constructor(client, services) {
    this.client = client
    this.services = services
  }

  #name() {
    return `m${randomBytes(4).toString('hex')}${this.#made++}`
  }

  /** @returns {Promise<{ did: string, handle: string, password: string, token: string, refreshToken: string }>} */
  async signUp() {
    const name = this.#name()
    const handle = `${name}.bench.test`
    const email = `${name}@bench.example.com`
    const made = await this.client.call('com.atproto.server.createAccount', {
      handle,
      email,
      password: PASSWORD,
    })
    return { did: made.did, handle, password: PASSWORD, token: made.accessJwt, refreshToken: made.refreshJwt }
  }

  /** So many, one after the other. */
  async several(count) {
    const members = []
    while (members.length < count) members.push(await this.signUp())
    return members
  }

  /**
   * An account that was elsewhere before, deactivated until its repository is here.
   * @returns the member, the key that signed its repository so far, and `arrive`, to be called when that was imported
   */
  async moveIn() {
    const key = await Secp256k1Keypair.create({ exportable: true })
    const name = this.#name()
    const handle = `${name}.bench.test`
    const { op, did } = await createOp({
      signingKey: key.did(),
      handle,
      pds: 'http://elsewhere.bench.test',
      rotationKeys: [key.did()],
      signer: key,
    })
    await this.#publish(did, op)
    const { did: service } = await this.client.query('com.atproto.server.describeServer')
    const made = await this.client.call(
      'com.atproto.server.createAccount',
      { did, handle, email: `${name}@bench.example.com`, password: PASSWORD },
      { token: await serviceToken(key, did, service, 'com.atproto.server.createAccount') },
    )
    const member = { did, handle, password: PASSWORD, token: made.accessJwt, refreshToken: made.refreshJwt }
    return { member, key, arrive: () => this.#arrive(member, key, op) }
  }

  async #arrive({ did, token }, key, genesis) {
    const wanted = await this.client.query('com.atproto.identity.getRecommendedDidCredentials', {}, { token })
    const moved = await createUpdateOp(genesis, key, (operation) => ({ ...operation, ...wanted }))
    await this.#publish(did, moved)
    await this.client.call('com.atproto.server.activateAccount', undefined, { token })
  }

  async #publish(did, operation) {
    const answer = await fetch(`${this.services.plcUrl}/${did}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(operation),
    })
    if (!answer.ok) throw new Error(`the directory did not take an operation: ${await answer.text()}`)
  }
}

async function serviceToken(key, iss, aud, lxm) {
  const exp = Math.floor(Date.now() / 1000) + TOKEN_LIFETIME_S
  const claims = { iss, aud, lxm, exp, iat: exp - TOKEN_LIFETIME_S, jti: randomBytes(16).toString('hex') }
  const signed = `${encode({ typ: 'JWT', alg: key.jwtAlg })}.${encode(claims)}`
  return `${signed}.${Buffer.from(await key.sign(Buffer.from(signed))).toString('base64url')}`
}
