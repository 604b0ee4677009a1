import type { Signer } from '@guildhall/crypto'
import {
  cborCidBytes,
  type CidBytes,
  cidKey,
  type CidKey,
  DataModelError,
  decodeStrict,
  isCidBytes,
  isLexMap,
} from '@guildhall/data'
import { buildTree, decodeCommit, InvalidRepo, isRepoPath, type MstNode, verifyCommit } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { Correction, StoredRepo, RepairStore } from './repair.store.js'
import type { RepoFindings } from './repo-findings.js'

/** Rows read at a time. */
const PAGE_ROWS = 500

/** What an inspection leads to. */
export interface Inspection {
  findings: RepoFindings
  correction: Correction
  /** CID of the tree that the records have */
  root: CidBytes
}

/**
 * Compares a stored repository with what its records say: they are what people wrote, tree and commit can be worked
 * out again. Holds all paths and all nodes of one repository in memory, about 1 KB for each record.
 */
export class RepoInspection {
  readonly #entries: [path: string, cid: CidBytes][] = []
  readonly #unreadable: string[] = []
  readonly #misplaced: { path: string; cid: CidBytes }[] = []

  constructor(
    private readonly store: RepairStore,
    private readonly tx: Queryable,
    private readonly repo: StoredRepo,
  ) {}

  async run(did: Did, signer: Pick<Signer, 'didKey'>): Promise<Inspection> {
    await this.#readRecords()
    const { root, nodes } = buildTree(this.#entries)
    const { correction, ...counts } = await this.#compareNodes(nodes)
    const findings = {
      records: this.#entries.length + this.#unreadable.length,
      nodes: nodes.length,
      unreadable: this.#unreadable,
      misplaced: this.#misplaced.map(({ path }) => path),
      ...counts,
      commit: commitProblems(this.repo, did, root, signer),
    }
    return { findings, correction: { ...correction, records: this.#misplaced }, root }
  }

  async #readRecords(): Promise<void> {
    let after = ''
    for (let full = true; full;) {
      const page = await this.store.records(this.tx, this.repo.repoId, after, PAGE_ROWS)
      for (const { path, cid, content } of page) this.#lookAt(path, cid, content)
      full = page.length === PAGE_ROWS
      after = page[page.length - 1]?.path ?? after
    }
  }

  #lookAt(path: string, cid: CidBytes, content: Uint8Array): void {
    if (!isRepoPath(path) || !isRecord(content)) {
      this.#unreadable.push(path)
      return
    }
    const right = cborCidBytes(content)
    if (!isSame(right, cid)) this.#misplaced.push({ path, cid: right })
    this.#entries.push([path, right])
  }

  async #compareNodes(nodes: readonly MstNode[]) {
    const missing = new Map<CidKey, MstNode>(nodes.map((node) => [node.key, node]))
    const gone: CidBytes[] = []
    const again: MstNode[] = []
    let surplusNodes = 0
    let after: Uint8Array = new Uint8Array(0)
    for (let full = true; full;) {
      const page = await this.store.nodes(this.tx, this.repo.repoId, after, PAGE_ROWS)
      for (const { cid, bytes } of page) {
        const key = isCidBytes(cid) ? cidKey(cid) : undefined
        const wanted = key && missing.get(key)
        if (key) missing.delete(key)
        if (wanted && isSame(wanted.bytes, bytes)) continue
        gone.push(new Uint8Array(cid))
        if (wanted) again.push(wanted)
        else surplusNodes++
      }
      full = page.length === PAGE_ROWS
      after = page[page.length - 1]?.cid ?? after
    }
    const correction = { gone, nodes: [...again, ...missing.values()] }
    return { correction, missingNodes: missing.size, damagedNodes: again.length, surplusNodes }
  }
}

function isRecord(content: Uint8Array): boolean {
  try {
    const value = decodeStrict(content)
    return isLexMap(value) && typeof value.$type === 'string'
  } catch (error) {
    if (error instanceof DataModelError) return false
    throw error
  }
}

function commitProblems(
  repo: StoredRepo,
  did: Did,
  root: CidBytes,
  signer: Pick<Signer, 'didKey'>,
): string[] {
  const problems: string[] = []
  if (!isSame(cborCidBytes(repo.commitBlock), repo.commit)) problems.push('its block is not that of its CID')
  if (!isSame(repo.data, root)) problems.push('the table has another root than the records')
  try {
    const commit = decodeCommit(repo.commitBlock)
    if (commit.did !== did) problems.push(`it is of ${commit.did}`)
    if (commit.rev !== repo.rev) problems.push('the table has another revision')
    if (!isSame(commit.data, root)) problems.push('it names another root than the records have')
    if (!verifyCommit(repo.commitBlock, signer.didKey))
      problems.push('it is not signed with the key of the account')
  } catch (error) {
    if (!(error instanceof InvalidRepo)) throw error
    problems.push(`it cannot be read: ${error.message}`)
  }
  return problems
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
