import type { Signer } from '@guildhall/crypto'
import type { MissingNodes, MstNode } from '@guildhall/repo'
import { Injectable } from '@nestjs/common'
import { Clock } from '../telemetry/index.js'
import { CommitMaker } from './commit-maker.js'
import { NodeCache } from './node-cache.js'
import { type RepoHead, RepoStore } from './repo.store.js'
import { RevClock } from './rev-clock.js'
import { TreeLoader } from './tree-loader.js'
import type { WriteJob } from './write-job.js'

/** Lays out what commits are made of: tree nodes in memory, older records about the same subject, tools. */
@Injectable()
export class CommitWorkshop {
  constructor(
    private readonly store: RepoStore,
    private readonly cache: NodeCache,
    private readonly loader: TreeLoader,
    private readonly revs: RevClock,
    private readonly clock: Clock,
  ) {}

  /** Loads what the jobs will look at. @param more paths that are looked at as well */
  async prepare(head: RepoHead, jobs: readonly WriteJob[], more: readonly string[] = []): Promise<void> {
    const paths = [...new Set([...jobs.flatMap((job) => job.paths), ...more])]
    await this.loader.load(head.repoId, head.data, paths)
  }

  /** The stored paths about the subject of each job. */
  storedAbout(head: RepoHead, jobs: readonly WriteJob[]): Promise<(readonly string[])[]> {
    return Promise.all(
      jobs.map(async ({ about }) =>
        about ? this.store.pathsAbout(head.repoId, about.collection, about.subject) : [],
      ),
    )
  }

  /** A maker of commits on top of `head`. */
  open(head: RepoHead, signer: Signer): CommitMaker {
    return new CommitMaker(head, {
      nodes: this.cache,
      signer,
      nextRev: (previous) => this.revs.next(previous),
      nowIso: () => this.clock.nowIso(),
    })
  }

  /** Loads nodes that were found missing; false when the repository has moved on from `head`. */
  fetch(head: RepoHead, missing: MissingNodes): Promise<boolean> {
    return this.loader.loadNodes(head.repoId, missing.keys)
  }

  /** Keeps the nodes of a stored commit for the next one. */
  keep(nodes: readonly MstNode[]): void {
    this.cache.add(nodes)
  }
}
