import type { CidBytes } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { TooContended } from './repo.errors.js'
import { type ProvableRecord, RepoStore } from './repo.store.js'
import { TreeLoader } from './tree-loader.js'

/** How often a proof is begun anew when the repository changes under it. */
const ATTEMPTS_MAX = 8

/** The blocks that show what is, or is not, at a path: commit, tree nodes on the way, the record if there is one. */
export interface RecordProof {
  commit: CidBytes
  blocks: CarBlock[]
}

/** Proves records against the present commit. */
@Injectable()
export class RepoProofs {
  constructor(
    private readonly store: RepoStore,
    private readonly loader: TreeLoader,
  ) {}

  /** The proof for `path`, or undefined when there is no such repository. */
  async prove(did: Did, path: string): Promise<RecordProof | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const found = await this.store.provable(did, path)
      if (!found) return undefined
      const proof = await this.#attempt(path, found)
      if (proof) return proof
    }
    throw new TooContended()
  }

  async #attempt(
    path: string,
    { repoId, commit, data, record }: ProvableRecord,
  ): Promise<RecordProof | undefined> {
    const found = await this.loader.proof(repoId, data, path)
    // The nodes went while the proof was made: a newer commit has replaced them.
    if (!found) return undefined
    const { cid, proof } = found
    const blocks = [commit, ...proof]
    if (!cid) return { commit: commit.cid, blocks }
    // Commit and record were read together: only in a damaged repository they differ.
    const isWhole = record !== undefined && Buffer.compare(record.cid, cid) === 0
    return isWhole ? { commit: commit.cid, blocks: [...blocks, record] } : undefined
  }
}
