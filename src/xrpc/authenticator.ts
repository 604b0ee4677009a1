import type { IncomingHttpHeaders } from 'node:http'
import type { Access } from './access.js'
import type { Caller } from './caller.js'

/** Turns the credentials of a request into a caller. The feature that knows credentials implements it. */
export abstract class Authenticator {
  /**
   * Looks at the credentials that a policy asks for, and at the state of the account as far as the policy says.
   * Never asked for the policy `anyone`.
   * @param context the NSID that is called, empty on plain routes, and the address of the client
   * @throws {Refusal} when there is no credential where one is needed, it is no good, or may not be used here
   */
  abstract authenticate(
    headers: IncomingHttpHeaders,
    access: Access,
    context: { readonly nsid: string; readonly ip: string },
  ): Promise<Caller>
}
