import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Did } from '@guildhall/syntax'
import { Devices, type SignInProof } from '../../src/oauth/index.js'
import { assertDeclared } from './declared-answers.js'
import { admin, type Answer, type WholeServer } from './whole-server.js'

/** An operation of the administration, as its description has it. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** with `{parameters}` */
  readonly path: string
  readonly permission: string
}

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'admin-api', 'openapi.json')

interface Description {
  paths: Record<string, Record<string, { operationId: string; 'x-permission': string }>>
}

/** The entries of a page. */
export const data = ({ json }: Answer) => json.data as Record<string, unknown>[]

/** How a request ended: status, and the code of the problem if there is one. */
export const outcome = ({ status, json }: Answer) => [status, json.code]

/** All operations that are described. */
export function operations(): Operation[] {
  const { paths } = JSON.parse(readFileSync(FILE, 'utf8')) as Description
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: id, 'x-permission': permission }]) => ({
      ...{ id, path, permission },
      method: method.toUpperCase(),
    })),
  )
}

/** Speaks to the administration of a server. */
export class AdminApi {
  constructor(
    readonly server: WholeServer,
    private readonly headers: Record<string, string> = admin,
  ) {}

  /** The same as somebody else. */
  as(headers: Record<string, string>): AdminApi {
    return new AdminApi(this.server, headers)
  }

  /** The same as a member in a browser of their own, in which they have just signed in. */
  async signedIn(did: string, by: SignInProof = 'passkey'): Promise<AdminApi> {
    const devices = this.server.app.get(Devices, { strict: false })
    const device = await devices.meet({})
    await devices.signIn(device, did as Did, true, '127.0.0.1', { by })
    const cookie = device.setCookie!.split(';', 1)[0]!
    return this.as({ cookie, origin: this.server.url })
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path)
  }

  post(path: string, body?: object | string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, body, headers)
  }

  /** @param path below the root of the administration @param body a text is CSV */
  async send(
    method: string,
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const isText = typeof body === 'string'
    const type = isText ? 'text/csv' : 'application/json'
    const answer = await this.server.app.inject({
      method: method as 'GET',
      url: `/admin/v1/${path}`,
      headers: { ...this.headers, ...(body !== undefined && { 'content-type': type }), ...headers },
      ...(body !== undefined && { payload: isText ? body : JSON.stringify(body) }),
    })
    const isJson = /[/+]json\b/.test(String(answer.headers['content-type']))
    const json = isJson ? (JSON.parse(answer.body) as Record<string, unknown>) : {}
    assertDeclared(method, `/admin/v1/${path}`, { headers: answer.headers, code: json.code })
    return {
      status: answer.statusCode,
      headers: answer.headers as Answer['headers'],
      bytes: answer.rawPayload,
      json,
    }
  }

  /** Gives a member a role; as whoever this is. */
  async assign(did: string, role: string, more: object = {}): Promise<Answer> {
    return this.post('role-assignments', { did, role, ...more })
  }
}
