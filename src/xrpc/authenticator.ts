import type { FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import type { Access } from './access.js'
import type { Caller } from './caller.js'

/** What credentials are compared with, besides the policy. */
export interface AuthenticationContext {
  /** that is called; empty on plain routes */
  readonly nsid: string
  /** address of the client */
  readonly ip: string
  /** verb of the request, in upper case */
  readonly method: string
  /** of the request, without query */
  readonly path: string
  /** Sets a header of the answer, of refusals too. */
  setHeader(name: string, value: string): void
  /**
   * To be called before others are asked about somebody who has proved nothing yet.
   * @throws {RateLimitExceeded}
   */
  admitStranger(): unknown
}

/** The context of a request. @param admitStranger counts its address; left out where that is done */
export function authenticationContext(
  request: FastifyRequest,
  reply: FastifyReply,
  nsid: string,
  admitStranger: () => unknown = () => undefined,
): AuthenticationContext {
  const path = (request.raw.url ?? '').split(/[?#]/, 1)[0]!
  const setHeader = (name: string, value: string) => void reply.header(name, value)
  return { nsid, ip: request.ip, method: request.method, path, setHeader, admitStranger }
}

/** Turns the credentials of a request into a caller. The feature that knows credentials implements it. */
export abstract class Authenticator {
  /**
   * Looks at the credentials that a policy asks for, and at the state of the account as far as the policy says.
   * Never asked for the policy `anyone`.
   * @throws {Refusal} when there is no credential where one is needed, it is no good, or may not be used here
   */
  abstract authenticate(
    headers: IncomingHttpHeaders,
    access: Access,
    context: AuthenticationContext,
  ): Promise<Caller>
}
