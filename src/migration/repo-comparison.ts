import { cidKey } from '@guildhall/data'
import type { RepoFile, RepoLeaf } from './repo-file.js'

const EXAMPLES_MAX = 5

/** How two repositories differ, record by record. */
export interface RepoDifference {
  records: number
  missing: number
  surplus: number
  changed: number
  /** paths of some of those that differ */
  examples: string[]
}

/** Compares all records of two repositories. @param original what `copy` ought to be */
export async function compareRepos(original: RepoFile, copy: RepoFile): Promise<RepoDifference> {
  const found: RepoDifference = { records: 0, missing: 0, surplus: 0, changed: 0, examples: [] }
  const note = (what: 'missing' | 'surplus' | 'changed', { path }: RepoLeaf): void => {
    found[what]++
    if (found.examples.length < EXAMPLES_MAX) found.examples.push(path)
  }
  const [left, right] = [original.leaves(), copy.leaves()]
  let [a, b] = [await left.next(), await right.next()]
  while (!a.done || !b.done) {
    if (b.done || (!a.done && a.value.path < b.value.path)) {
      note('missing', a.value as RepoLeaf)
      a = await left.next()
    } else if (a.done || b.value.path < a.value.path) {
      note('surplus', b.value)
      b = await right.next()
    } else {
      found.records++
      if (cidKey(a.value.cid) !== cidKey(b.value.cid)) note('changed', a.value)
      ;[a, b] = [await left.next(), await right.next()]
    }
  }
  return found
}
