import { randomUUID } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import { UnitOfWork } from '../../src/database/index.js'
import { ScimTokens } from '../../src/scim/index.js'
import { type Connection, ConnectionStore, ExternalIdentityStore } from '../../src/sso/index.js'
import { connectionOf } from './sso-connection.js'
import type { Answer, Member, WholeServer } from './whole-server.js'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const YEAR_MS = 365 * 24 * 60 * 60 * 1000
let count = 0

/** A directory of a connection of its own. */
export class TestDirectory {
  private constructor(
    private readonly server: WholeServer,
    readonly connectionId: string,
    readonly token: string,
  ) {}

  static async open(
    server: WholeServer,
    more: Partial<Parameters<typeof connectionOf>[0]> = {},
  ): Promise<TestDirectory> {
    const connection: Connection = connectionOf({ id: randomUUID(), ...more })
    const store = server.app.get(ConnectionStore, { strict: false })
    const work = server.app.get(UnitOfWork, { strict: false })
    await work.run((tx) => store.add(tx, connection))
    return TestDirectory.of(server, connection.id)
  }

  /** The directory of a connection that is there. */
  static async of(server: WholeServer, connectionId: string): Promise<TestDirectory> {
    const tokens = server.app.get(ScimTokens, { strict: false })
    const wanted = { name: 'test', expiresAt: new Date(Date.now() + YEAR_MS) }
    const { secret } = await tokens.issue(connectionId, wanted, { type: 'password' })
    return new TestDirectory(server, connectionId, secret)
  }

  send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    more: object = {},
  ): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      ...(body && { 'content-type': 'application/scim+json' }),
      ...more,
    }
    return this.server.request(method, `/scim/v2/${path}`, headers, body && JSON.stringify(body))
  }

  get = (path: string, more?: object) => this.send('GET', path, undefined, more)

  patch = (path: string, ...Operations: object[]) =>
    this.send('PATCH', path, { schemas: [PATCH], Operations })

  async user(more: object = {}): Promise<Record<string, unknown> & { id: string }> {
    const name = `person${++count}@example.org`
    const { status, json } = await this.send('POST', 'Users', { schemas: [USER], userName: name, ...more })
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(json)}`)
    return json as { id: string }
  }

  /** Somebody who has signed in with the connection before. */
  async member(): Promise<{ member: Member; externalId: string }> {
    const member = await this.server.signUp()
    const subject = `subject-${++count}`
    const identities = this.server.app.get(ExternalIdentityStore, { strict: false })
    const work = this.server.app.get(UnitOfWork, { strict: false })
    await work.run((tx) =>
      identities.add(tx, {
        ...{ connectionId: this.connectionId, subject, did: member.did as Did, issuer: 'https://idp.test' },
        ...{
          email: undefined,
          claims: {},
          linkedBy: 'creation',
          linkedAt: new Date(),
          lastLoginAt: undefined,
        },
      }),
    )
    return { member, externalId: subject }
  }
}
