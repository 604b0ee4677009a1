import { Injectable } from '@nestjs/common'
import { Caches } from '../telemetry/index.js'
import { HeldTrees } from './held-trees.js'
import { NodeCache } from './node-cache.js'
import { RepoHeads } from './repo-heads.js'

/** Shows how the caches of repositories fare. */
@Injectable()
export class RepoCaches {
  constructor(caches: Caches, nodes: NodeCache, trees: HeldTrees, heads: RepoHeads) {
    caches.show('repo_nodes', () => nodes.use)
    caches.show('repo_trees', () => trees.use)
    caches.show('repo_heads', () => heads.cacheUse)
  }
}
