import type { Queryable } from '../database/index.js'
import { PACKED_BLOCKS, type PackedBlocks } from './packed-blocks.js'
import { PackedNodes, PIECE_NODES_MAX } from './packed-nodes.js'

/**
 * A tree of no more nodes than this is read whole: a node among many costs several times what one of all of them does.
 * About 15 MB, the tree of 120,000 records.
 */
export const WHOLE_TREE_NODES_MAX = 32_768

/**
 * In pieces, as a value of megabytes has to be copied together on both sides. No row at all when there are more than $2.
 */
const ALL_NODES = `
  SELECT ${PACKED_BLOCKS}
    FROM (SELECT cid, content, (row_number() OVER () - 1) / ${PIECE_NODES_MAX} AS piece FROM repo_node
           WHERE repo_id = $1::int8
             AND (SELECT count(*) FROM (SELECT FROM repo_node WHERE repo_id = $1::int8 LIMIT $2::int4 + 1) AS few) <= $2::int4
         ) AS node
   GROUP BY piece`

/** All nodes that a repository has, unless there are more than `limit`. */
export async function wholeTree(
  db: Queryable,
  repoId: number,
  limit: number,
): Promise<PackedNodes | undefined> {
  const { rows } = await db.query<PackedBlocks>({
    name: 'repo-all-nodes',
    text: ALL_NODES,
    values: [repoId, limit],
    binary: true,
  })
  if (rows.length === 0) return undefined
  const nodes = new PackedNodes()
  for (const { blocks, sizes } of rows) nodes.add(blocks!, sizes!)
  return nodes
}
