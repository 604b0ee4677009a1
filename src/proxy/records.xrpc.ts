import { com } from '@guildhall/lexicon'
import { formatAtUri } from '@guildhall/syntax'
import { Accounts } from '../account/index.js'
import { RecordNotFound, RepoReader } from '../repo/index.js'
import { anyone, type Call, Xrpc, XrpcController } from '../xrpc/index.js'
import { MethodForwarding } from './method-forwarding.js'
import { Services } from './services.js'

const { getRecord } = com.atproto.repo

/** Reading a record, for anybody: one of an account here, or what the AppView knows of others. */
@XrpcController()
export class RecordsXrpc {
  constructor(
    private readonly accounts: Accounts,
    private readonly reader: RepoReader,
    private readonly services: Services,
    private readonly forwarding: MethodForwarding,
  ) {}

  @Xrpc(getRecord, anyone)
  async getRecord(call: Call<typeof getRecord>) {
    const { repo, collection, rkey, cid } = call.params
    const account = await this.accounts.byIdentifier(repo)
    const { appView } = this.services
    if (!account && appView) return this.forwarding.pass(await this.forwarding.askOpenly(call, appView))
    const record =
      account?.status === 'active' ? await this.reader.record(account.did, collection, rkey, cid) : undefined
    if (!record) throw new RecordNotFound(formatAtUri(repo, collection, rkey))
    return record
  }
}
