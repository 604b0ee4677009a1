import { Injectable } from '@nestjs/common'
import { type Agent, type AdministrativeCall, callingAgent } from './agent.js'
import { Audit } from './audit.js'

/** What of people somebody looks at. */
export interface Look {
  /** the permission that allows it: what it is called in the audit */
  readonly action: string
  /** DID of the account, where it is one */
  readonly did?: string | undefined
  /** of the route or method, or the name of the command; nothing that is hidden from others */
  readonly path: string
  /** what is asked for; what people look for in part */
  readonly query: object
}

/** A call of a method that shows what is known of people. */
interface ReadingCall extends AdministrativeCall {
  readonly nsid: string
  readonly params: object
}

/** Writes down who looks at what is known of people, before they see it. */
@Injectable()
export class Looks {
  constructor(private readonly audit: Audit) {}

  /** Writes it down. */
  async note(agent: Agent, { action, did, path, query }: Look): Promise<void> {
    const target = did === undefined ? undefined : { type: 'account', id: did }
    await this.audit.note(agent, { action, target, after: { path, query } })
  }

  /** Reads while it is written down; what was read is given out once both are done. */
  async during<T>(agent: Agent, look: Look, read: () => Promise<T>): Promise<T> {
    const [note, answer] = await Promise.allSettled([this.note(agent, look), read()])
    if (note.status === 'rejected') throw note.reason
    if (answer.status === 'rejected') throw answer.reason
    return answer.value
  }

  /**
   * The same for a call of `com.atproto.admin`.
   * @param look with a query where that is not what was called with
   */
  ofCall<T>(
    call: ReadingCall,
    look: Pick<Look, 'action' | 'did'> & { readonly query?: object },
    read: () => Promise<T>,
  ): Promise<T> {
    const path = `/xrpc/${call.nsid}`
    return this.during(callingAgent(call), { path, query: call.params, ...look }, read)
  }
}
