import { type CidBytes, cidBytesToString, cidStringToBytes, DataModelError } from '@guildhall/data'
import { com, type OutputOf } from '@guildhall/lexicon'
import { Accounts, publicStatus } from '../account/index.js'
import { RepoNotFound, RepoStore } from '../repo/index.js'
import { anyone, type Call, optionalCaller, ReadyJson, Xrpc, XrpcController } from '../xrpc/index.js'
import { ExportStore } from './export.store.js'
import { RepoPages } from './repo-pages.js'
import { HeadNotFound, MalformedCursor } from './sync.errors.js'
import { VISIBILITY_ERRORS, VisibleRepos } from './visible-repos.js'

/** Which repositories are here and where they stand: `com.atproto.sync`. */
@XrpcController()
export class RepoStatesXrpc {
  constructor(
    private readonly accounts: Accounts,
    private readonly repos: VisibleRepos,
    private readonly store: RepoStore,
    private readonly exports: ExportStore,
    private readonly pages: RepoPages,
  ) {}

  @Xrpc(com.atproto.sync.getLatestCommit, optionalCaller)
  async getLatestCommit({ params, caller }: Call<typeof com.atproto.sync.getLatestCommit>) {
    const { did } = await this.repos.find(params.did, caller)
    const head = await this.store.head(did)
    if (!head) throw new RepoNotFound(did)
    return { cid: cidBytesToString(head.commit), rev: head.rev }
  }

  /** Deprecated: getLatestCommit says more. */
  @Xrpc(com.atproto.sync.getHead, optionalCaller, { errors: VISIBILITY_ERRORS })
  async getHead({ params, caller }: Call<typeof com.atproto.sync.getHead>) {
    const { did } = await this.repos.find(params.did, caller)
    const head = await this.store.head(did)
    if (!head) throw new HeadNotFound(did)
    return { root: cidBytesToString(head.commit) }
  }

  @Xrpc(com.atproto.sync.getRepoStatus, anyone)
  async getRepoStatus({ params }: Call<typeof com.atproto.sync.getRepoStatus>) {
    const account = await this.accounts.byDid(params.did)
    const head = account && (await this.store.head(account.did))
    if (!account || !head) throw new RepoNotFound(params.did)
    const status = publicStatus(account)
    return { did: account.did, ...status, ...(status.active && { rev: head.rev }) }
  }

  @Xrpc(com.atproto.sync.listRepos, anyone)
  async listRepos({ params }: Call<typeof com.atproto.sync.listRepos>) {
    const text = await this.pages.page(repoIdOf(params.cursor), params.limit)
    return new ReadyJson<OutputOf<typeof com.atproto.sync.listRepos>>(text)
  }

  @Xrpc(com.atproto.sync.listReposByCollection, anyone)
  async listReposByCollection({ params }: Call<typeof com.atproto.sync.listReposByCollection>) {
    const { collection, cursor, limit } = params
    const found = await this.exports.listWith(collection, repoIdOf(cursor), limit + 1)
    const shown = found.slice(0, limit)
    return {
      repos: shown.map(({ did }) => ({ did })),
      ...(found.length > limit && { cursor: String(shown[shown.length - 1]!.repoId) }),
    }
  }

  @Xrpc(com.atproto.sync.listBlobs, optionalCaller)
  async listBlobs({ params, caller }: Call<typeof com.atproto.sync.listBlobs>) {
    const { did } = await this.repos.find(params.did, caller)
    const { since, limit } = params
    const found = await this.exports.blobs(did, { since, after: blobOf(params.cursor), limit: limit + 1 })
    const cids = found.slice(0, limit).map(cidBytesToString)
    return { cids, ...(found.length > limit && { cursor: cids[cids.length - 1]! }) }
  }
}

function repoIdOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const id = /^\d{1,15}$/.test(cursor) ? Number(cursor) : NaN
  if (Number.isNaN(id)) throw new MalformedCursor()
  return id
}

function blobOf(cursor: string | undefined): CidBytes {
  if (cursor === undefined) return new Uint8Array(0) as CidBytes
  try {
    return cidStringToBytes(cursor)
  } catch (error) {
    if (error instanceof DataModelError) throw new MalformedCursor()
    throw error
  }
}
