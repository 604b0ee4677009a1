import { com, type OutputOf, type ParamsOf, SUBJECT_TYPES } from '@guildhall/lexicon'
import type { AtUri } from '@guildhall/syntax'
import { callingAgent, Looks } from '../audit/index.js'
import { adminOnly, adminOrModerator, type Call, callerOfKind, Xrpc, XrpcController } from '../xrpc/index.js'
import { AccountRemoval } from './account-removal.js'
import { InvalidSubject } from './lifecycle.errors.js'
import { Overruling } from './overruling.js'
import { SubjectOrders } from './subject-orders.js'
import { ownerOf, Subjects } from './subjects.js'

const { deleteAccount, getSubjectStatus, updateAccountHandle, updateAccountSigningKey, updateSubjectStatus } =
  com.atproto.admin

const { account: ACCOUNT, blob: BLOB, record: RECORD } = SUBJECT_TYPES

type SubjectStatus = OutputOf<typeof getSubjectStatus>

/** What administrators do to accounts and to what is in them: `com.atproto.admin`. */
@XrpcController()
export class AdministrationXrpc {
  constructor(
    private readonly subjects: Subjects,
    private readonly orders: SubjectOrders,
    private readonly removal: AccountRemoval,
    private readonly overruling: Overruling,
    private readonly looks: Looks,
  ) {}

  @Xrpc(updateSubjectStatus, adminOrModerator('accounts.takedown', ({ input }) => ownerOf(input.subject)), {
    errors: ['NotFound'],
  })
  async updateSubjectStatus(call: Call<typeof updateSubjectStatus>) {
    const { input } = call
    await this.orders.carryOut(input, callingAgent(call))
    const { subject, takedown } = input
    return { subject: subject as SubjectStatus['subject'], ...(takedown && { takedown }) }
  }

  @Xrpc(getSubjectStatus, adminOrModerator('accounts.view'), { errors: ['NotFound'] })
  getSubjectStatus(call: Call<typeof getSubjectStatus>): Promise<SubjectStatus> {
    const { params } = call
    const look = { action: 'accounts.view', did: params.did }
    return this.looks.ofCall(call, look, () => this.#status(params))
  }

  @Xrpc(deleteAccount, adminOnly('accounts.delete', ({ input }) => input.did))
  async deleteAccount(call: Call<typeof deleteAccount>) {
    await this.removal.remove(call.input.did, { actor: 'administrator', agent: callingAgent(call) })
  }

  @Xrpc(updateAccountHandle, adminOnly('accounts.edit', ({ input }) => input.did), {
    errors: ['InvalidHandle', 'HandleNotAvailable', 'UnsupportedDomain'],
  })
  async updateAccountHandle(call: Call<typeof updateAccountHandle>) {
    const allowAnyValid = callerOfKind(call.caller, 'admin').may('handles.override')
    await this.overruling.handle(call.input.did, call.input.handle, callingAgent(call), { allowAnyValid })
  }

  @Xrpc(updateAccountSigningKey, adminOnly('accounts.keys', ({ input }) => input.did))
  async updateAccountSigningKey(call: Call<typeof updateAccountSigningKey>) {
    await this.overruling.signingKey(call.input.did, call.input.signingKey, callingAgent(call))
  }

  async #status({ did, uri, blob }: ParamsOf<typeof getSubjectStatus>): Promise<SubjectStatus> {
    if (did && blob !== undefined) {
      return { subject: { $type: BLOB, did, cid: blob }, ...(await this.subjects.blob(did, blob)) }
    }
    if (blob !== undefined) throw new InvalidSubject('Must provide a did to request blob state')
    if (uri) return this.#record(uri)
    if (did) return { subject: { $type: ACCOUNT, did }, ...(await this.subjects.account(did)) }
    throw new InvalidSubject('No provided subject')
  }

  async #record(uri: AtUri): Promise<SubjectStatus> {
    const { cid, takedown } = await this.subjects.record(uri)
    return { subject: { $type: RECORD, uri, cid }, takedown }
  }
}
