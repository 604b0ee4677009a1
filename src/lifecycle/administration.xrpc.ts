import { com, type OutputOf, SUBJECT_TYPES } from '@guildhall/lexicon'
import type { AtUri } from '@guildhall/syntax'
import { adminOnly, adminOrModerator, type Call, Xrpc, XrpcController } from '../xrpc/index.js'
import { AccountRemoval } from './account-removal.js'
import { HandleChange } from './handle-change.js'
import { InvalidSubject } from './lifecycle.errors.js'
import { SigningKeyChange } from './signing-key-change.js'
import { SubjectOrders } from './subject-orders.js'
import { Subjects } from './subjects.js'

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
    private readonly handles: HandleChange,
    private readonly signingKeys: SigningKeyChange,
  ) {}

  @Xrpc(updateSubjectStatus, adminOrModerator, { errors: ['NotFound'] })
  async updateSubjectStatus({ input }: Call<typeof updateSubjectStatus>) {
    await this.orders.carryOut(input)
    const { subject, takedown } = input
    return { subject: subject as SubjectStatus['subject'], ...(takedown && { takedown }) }
  }

  @Xrpc(getSubjectStatus, adminOrModerator, { errors: ['NotFound'] })
  async getSubjectStatus({ params }: Call<typeof getSubjectStatus>): Promise<SubjectStatus> {
    const { did, uri, blob } = params
    if (did && blob !== undefined) {
      return { subject: { $type: BLOB, did, cid: blob }, ...(await this.subjects.blob(did, blob)) }
    }
    if (blob !== undefined) throw new InvalidSubject('Must provide a did to request blob state')
    if (uri) return this.#record(uri)
    if (did) return { subject: { $type: ACCOUNT, did }, ...(await this.subjects.account(did)) }
    throw new InvalidSubject('No provided subject')
  }

  @Xrpc(deleteAccount, adminOnly)
  async deleteAccount({ input }: Call<typeof deleteAccount>) {
    await this.removal.remove(input.did, { actor: 'administrator' })
  }

  @Xrpc(updateAccountHandle, adminOnly, {
    errors: ['InvalidHandle', 'HandleNotAvailable', 'UnsupportedDomain'],
  })
  async updateAccountHandle({ input }: Call<typeof updateAccountHandle>) {
    await this.handles.change(input.did, input.handle, { allowAnyValid: true })
  }

  @Xrpc(updateAccountSigningKey, adminOnly)
  async updateAccountSigningKey({ input }: Call<typeof updateAccountSigningKey>) {
    await this.signingKeys.change(input.did, input.signingKey)
  }

  async #record(uri: AtUri): Promise<SubjectStatus> {
    const { cid, takedown } = await this.subjects.record(uri)
    return { subject: { $type: RECORD, uri, cid }, takedown }
  }
}
