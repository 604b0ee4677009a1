import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { cborCidBytes, cidBytesToString, cidStringToBytes } from '@guildhall/data'
import { buildTree, commonPrefix, keyLayer, validateTree } from '@guildhall/repo'

const folder = new URL('./vectors/mst/', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8')

describe('interop vectors of the tree', () => {
  const prefixes = JSON.parse(read('common_prefix.json')) as { left: string; right: string; len: number }[]
  it.each(prefixes)('$left and $right share $len characters', ({ left, right, len }) => {
    expect(commonPrefix(left, right)).toBe(len)
  })

  const heights = JSON.parse(read('key_heights.json')) as { key: string; height: number }[]
  it.each(heights)('$key is on layer $height', ({ key, height }) => {
    expect(keyLayer(key)).toBe(height)
  })

  const keys = read('example_keys.txt').trim().split('\n')
  it('has 156 example keys, whose digit is their layer, and which make a valid tree', () => {
    expect(keys).toHaveLength(156)
    for (const key of keys) expect([key, keyLayer(key)]).toEqual([key, Number(key[1])])
    const { root, nodes } = buildTree(keys.map((key) => [key, cborCidBytes(new TextEncoder().encode(key))]))
    const size = validateTree(root, new Map(nodes.map((node) => [node.key, node])))
    expect(size).toEqual({ nodes: nodes.length, leaves: 156 })
  })
})

/** Roots that implementations agree on, by the paths of the tree; every record is the same. */
const RECORD = 'bafyreie5cvv4h45feadgeuwhbcutmh6t2ceseocckahdoe6uat64zmz454'
const ROOTS: [string, string[], string][] = [
  ['an empty tree', [], 'bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm'],
  [
    'a trivial tree',
    ['com.example.record/3jqfcqzm3fo2j'],
    'bafyreibj4lsc3aqnrvphp5xmrnfoorvru4wynt6lwidqbm2623a6tatzdu',
  ],
  [
    'a tree of one leaf on layer 2',
    ['com.example.record/3jqfcqzm3fx2j'],
    'bafyreih7wfei65pxzhauoibu3ls7jgmkju4bspy4t2ha2qdjnzqvoy33ai',
  ],
  [
    'a simple tree',
    [
      'com.example.record/3jqfcqzm3fp2j',
      'com.example.record/3jqfcqzm3fr2j',
      'com.example.record/3jqfcqzm3fs2j',
      'com.example.record/3jqfcqzm3ft2j',
      'com.example.record/3jqfcqzm4fc2j',
    ],
    'bafyreicmahysq4n6wfuxo522m6dpiy7z7qzym3dzs756t5n7nfdgccwq7m',
  ],
]

describe('roots that implementations agree on', () => {
  it.each(ROOTS)('%s', (_, paths, root) => {
    const leaves = paths.map((path): [string, Uint8Array] => [path, cidStringToBytes(RECORD)])
    expect(cidBytesToString(buildTree(leaves).root)).toBe(root)
  })
})
