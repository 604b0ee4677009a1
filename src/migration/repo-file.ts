import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { cidBytesToString, cidKey, keyToCidBytes, type CidBytes, type CidKey } from '@guildhall/data'
import {
  carFrameLength,
  carHeader,
  decodeCommit,
  decodeNode,
  exportTree,
  readCarStream,
  verifyCommit,
  type Commit,
  type MstNode,
} from '@guildhall/repo'
import { BlockPlaces } from './block-places.js'
import { MoveProblem } from './move-problem.js'

/** A record and where it stands. */
export interface RepoLeaf {
  /** `collection/rkey` */
  path: string
  cid: CidBytes
}

/** Blocks of a repository that moves: so many take half a gigabyte of memory while two of them are compared. */
const BLOCKS_MAX = 6_000_000

/** A repository as a CAR file on disk. Every block was checked against its CID; blocks are read when they are needed. */
export class RepoFile {
  private constructor(
    private readonly file: FileHandle,
    private readonly places: BlockPlaces,
    readonly commitCid: CidBytes,
    readonly commit: Commit,
    private readonly commitBlock: Uint8Array,
  ) {}

  /** Reads a file once. @throws InvalidCar, InvalidRepo; {@link MoveProblem} when it is no repository of this DID */
  static async open(path: string, did: string, carMaxBlocks = BLOCKS_MAX): Promise<RepoFile> {
    const { roots, batches } = await readCarStream(createReadStream(path), { carMaxBlocks })
    const places = new BlockPlaces()
    const root = roots[0]
    let end = carHeader(roots).length
    let commitBlock: Uint8Array | undefined
    for await (const blocks of batches) {
      for (const { cid, bytes } of blocks) {
        end += carFrameLength(bytes.length)
        places.set(cid, { at: end - bytes.length, length: bytes.length })
        if (root && cidKey(cid) === cidKey(root)) commitBlock = Uint8Array.from(bytes)
      }
    }
    if (!root || !commitBlock) throw new MoveProblem('the export of the repository has no commit')
    const commit = decodeCommit(commitBlock)
    if (commit.did !== did)
      throw new MoveProblem(`the export is the repository of ${commit.did}, not of ${did}`)
    return new RepoFile(await open(path), places, root, commit, commitBlock)
  }

  /** Root of the tree, as text. */
  get data(): string {
    return cidBytesToString(this.commit.data)
  }

  /** Whether the commit was signed with a key. @param didKey `did:key:…` */
  isSignedWith(didKey: string): boolean {
    return verifyCommit(this.commitBlock, didKey)
  }

  /** All records in the order of their paths; the tree is checked on the way. @throws InvalidRepo | MissingNodes */
  async *leaves(): AsyncGenerator<RepoLeaf> {
    const load = (keys: CidKey[]) => this.#nodes(keys)
    for await (const item of exportTree(this.commit.data, load, { isValidated: true })) {
      if (!('leaf' in item)) continue
      if (!this.places.has(item.leaf.cid)) {
        throw new MoveProblem(`the export has no block of the record ${item.leaf.path}`)
      }
      yield item.leaf
    }
  }

  /** The block of a record of {@link leaves}. */
  async block(cid: CidBytes): Promise<Uint8Array> {
    const { at, length } = this.places.get(cid)!
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(length), 0, length, at)
    if (bytesRead !== length) throw new MoveProblem('the file of the repository changed while it was read')
    return buffer
  }

  async close(): Promise<void> {
    await this.file.close()
  }

  async #nodes(keys: CidKey[]): Promise<MstNode[]> {
    const known = keys.map(keyToCidBytes).filter((cid) => this.places.has(cid))
    return Promise.all(known.map(async (cid) => decodeNode(await this.block(cid), cid)))
  }
}
