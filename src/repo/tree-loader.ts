import { type CidBytes, cidKey, type CidKey } from '@guildhall/data'
import { missingForPaths, type PathProof, tryPathProof } from '@guildhall/repo'
import { Injectable } from '@nestjs/common'
import { HeldTrees } from './held-trees.js'
import { NodeCache } from './node-cache.js'
import { RepoStore } from './repo.store.js'

/** A repository with no more nodes than this is loaded whole, by one query, when its root is not in memory. */
const SMALL_TREE_NODES = 256

/**
 * Brings tree nodes into memory: the whole tree of a small repository, otherwise level by level along the paths, until
 * so many were looked up that the whole tree is read.
 */
@Injectable()
export class TreeLoader {
  /** By the keys of roots. */
  readonly #begun = new Map<CidKey, Promise<void>>()

  constructor(
    private readonly store: RepoStore,
    private readonly cache: NodeCache,
    private readonly trees: HeldTrees,
  ) {}

  /**
   * The record at a path, with the nodes on the way to it.
   * @returns undefined when the repository has moved on meanwhile
   * @throws InvalidRepo
   */
  async proof(repoId: number, root: CidBytes, path: string): Promise<PathProof | undefined> {
    await this.#begin(repoId, root)
    for (;;) {
      const found = tryPathProof(root, path, this.cache)
      if (!('missing' in found)) return found
      if (!(await this.loadNodes(repoId, [found.missing]))) return undefined
    }
  }

  /** Loads what is needed to change `paths`. */
  async load(repoId: number, root: CidBytes, paths: readonly string[]): Promise<void> {
    await this.#begin(repoId, root)
    for (;;) {
      const missing = missingForPaths(root, paths, this.cache)
      if (missing.length === 0) return
      if (!(await this.loadNodes(repoId, missing))) return
    }
  }

  /** Loads named nodes; false when the repository has none of them (it moved on meanwhile). */
  async loadNodes(repoId: number, keys: readonly CidKey[]): Promise<boolean> {
    const held = this.trees.get(repoId, keys)
    this.cache.add(held)
    if (held.length === keys.length) return true
    const isHeld = new Set(held.map(({ key }) => key))
    const missing = keys.filter((key) => !isHeld.has(key))
    this.trees.missed(repoId, missing.length)
    const nodes = await this.store.nodes(repoId, missing)
    this.cache.add(nodes)
    return nodes.length + held.length > 0
  }

  /** Those who come while a tree is begun wait for it: they are many when a repository is new to this process. */
  async #begin(repoId: number, root: CidBytes): Promise<void> {
    const key = cidKey(root)
    if (this.cache.get(key)) return
    let begun = this.#begun.get(key)
    if (!begun) {
      begun = this.#loadSome(repoId).finally(() => this.#begun.delete(key))
      this.#begun.set(key, begun)
    }
    await begun
  }

  async #loadSome(repoId: number): Promise<void> {
    this.cache.add(await this.store.someNodes(repoId, SMALL_TREE_NODES))
  }
}
