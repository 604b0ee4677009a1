import { cborCidBytes, type CidKey, keyToCidBytes } from '@guildhall/data'
import { decodeNode, type MstNode } from '@guildhall/repo'
import { byteaArray, type Database, GatheredStatements, int8Array, plannedOnce } from '../database/index.js'

const OF_ONE = plannedOnce(
  'SELECT cid, content FROM repo_node WHERE repo_id = $1::int8 AND cid = ANY($2::bytea[])',
)

/** The offset keeps the planner from joining whole tables: each node is looked up by its key. */
const OF_SEVERAL = plannedOnce(`
  SELECT wanted.place, node.*
    FROM unnest($1::int8[], $2::bytea[]) WITH ORDINALITY AS wanted (repo_id, cid, place),
         LATERAL (SELECT cid, content FROM repo_node
                   WHERE repo_node.repo_id = wanted.repo_id AND repo_node.cid = wanted.cid OFFSET 0) node`)

/** What wants more nodes than this has a statement of its own: nobody shall wait for what is not theirs. */
const GATHERED_NODES_MAX = 16

interface Wanted {
  readonly repoId: number
  readonly keys: readonly CidKey[]
}

/** A node as it is stored. */
export interface NodeRow {
  cid: Buffer
  content: Buffer
}

/** Looks up nodes by their keys. Look-ups that wait at the same time, of whatever repositories, share a statement. */
export class NodeLookup {
  readonly #gathered = new GatheredStatements<Wanted, MstNode[]>((wanted) => this.#findAll(wanted))

  constructor(private readonly db: Database) {}

  /** Those of the nodes that the repository has. */
  find(repoId: number, keys: readonly CidKey[]): Promise<MstNode[]> {
    return keys.length > GATHERED_NODES_MAX ? this.#find(repoId, keys) : this.#gathered.ask({ repoId, keys })
  }

  async #find(repoId: number, keys: readonly CidKey[]): Promise<MstNode[]> {
    const { rows } = await this.db.query<NodeRow>({
      name: 'repo-nodes',
      text: OF_ONE,
      values: [repoId, byteaArray(keys.map(keyToCidBytes))],
      binary: true,
    })
    return rows.flatMap(toNode)
  }

  async #findAll(wanted: readonly Wanted[]): Promise<MstNode[][]> {
    if (wanted.length === 1) return [await this.#find(wanted[0]!.repoId, wanted[0]!.keys)]
    const each = wanted.flatMap(({ repoId, keys }) => keys.map((key) => ({ repoId, key })))
    // Many who read one repository want the same nodes.
    const once = new Map(each.map((one) => [`${one.repoId}/${one.key}`, one]))
    const places = [...once.keys()]
    const asked = [...once.values()]
    const { rows } = await this.db.query<NodeRow & { place: number }>({
      name: 'repo-nodes-several',
      text: OF_SEVERAL,
      values: [
        int8Array(asked.map(({ repoId }) => repoId)),
        byteaArray(asked.map(({ key }) => keyToCidBytes(key))),
      ],
      binary: true,
    })
    const found = new Map(rows.map((row) => [places[row.place - 1]!, toNode(row)]))
    return wanted.map(({ repoId, keys }) => keys.flatMap((key) => found.get(`${repoId}/${key}`) ?? []))
  }
}

/** Damaged ones are as good as absent: nobody must build on them, or keep them past their repair. */
export function toNode({ cid, content }: { cid: Uint8Array; content: Uint8Array }): MstNode[] {
  return Buffer.compare(cborCidBytes(content), cid) === 0 ? [decodeNode(content, cid)] : []
}
