import { cidStringToBytes, cidBytesToString, cidKey, DataModelError } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { type CarBlock, encodeCar } from '@guildhall/repo'
import { RepoNotFound, RepoProofs, RepoStore } from '../repo/index.js'
import { type Call, chooseCoding, optionalCaller, Xrpc, XrpcController } from '../xrpc/index.js'
import { compressed, EXPORT_CODINGS } from './compressed-export.js'
import { RepoExporter } from './repo-exporter.js'
import { BlockNotFound } from './sync.errors.js'
import { VISIBILITY_ERRORS, VisibleRepos } from './visible-repos.js'

const CAR = 'application/vnd.ipld.car'

/** Repositories and parts of them as CAR files: `com.atproto.sync`. */
@XrpcController()
export class RepoExportsXrpc {
  constructor(
    private readonly repos: VisibleRepos,
    private readonly exporter: RepoExporter,
    private readonly proofs: RepoProofs,
    private readonly store: RepoStore,
  ) {}

  @Xrpc(com.atproto.sync.getRepo, optionalCaller)
  async getRepo({ params, caller, headers, signal }: Call<typeof com.atproto.sync.getRepo>) {
    const { did } = await this.repos.find(params.did, caller)
    const car = await this.exporter.export(did, { since: params.since, signal })
    if (!car) throw new RepoNotFound(did)
    const coding = chooseCoding(headers['accept-encoding'], EXPORT_CODINGS)
    return { ...compressed(coding, car), encoding: CAR }
  }

  /** Deprecated: getRepo without `since`. */
  @Xrpc(com.atproto.sync.getCheckout, optionalCaller, { errors: VISIBILITY_ERRORS })
  async getCheckout({ params, caller }: Call<typeof com.atproto.sync.getCheckout>) {
    const { did } = await this.repos.find(params.did, caller)
    const body = await this.exporter.export(did)
    if (!body) throw new RepoNotFound(did)
    return { body, encoding: CAR }
  }

  @Xrpc(com.atproto.sync.getRecord, optionalCaller)
  async getRecord({ params, caller }: Call<typeof com.atproto.sync.getRecord>) {
    const { did } = await this.repos.find(params.did, caller)
    const proof = await this.proofs.prove(did, `${params.collection}/${params.rkey}`)
    if (!proof) throw new RepoNotFound(did)
    return { body: encodeCar([proof.commit], proof.blocks), encoding: CAR }
  }

  @Xrpc(com.atproto.sync.getBlocks, optionalCaller)
  async getBlocks({ params, caller }: Call<typeof com.atproto.sync.getBlocks>) {
    const { did } = await this.repos.find(params.did, caller)
    const wanted = new Map(params.cids.map(blessed).map((cid) => [cidKey(cid), cid]))
    const blocks = await this.store.blocks(did, [...wanted.values()])
    for (const block of blocks) wanted.delete(cidKey(block.cid))
    if (wanted.size > 0) throw new BlockNotFound([...wanted.values()].map(cidBytesToString))
    return { body: encodeCar([], blocks satisfies CarBlock[]), encoding: CAR }
  }
}

/** A CID of another form than repositories have cannot be here. */
function blessed(cid: string): Uint8Array {
  try {
    return cidStringToBytes(cid)
  } catch (error) {
    if (error instanceof DataModelError) throw new BlockNotFound([cid])
    throw error
  }
}
