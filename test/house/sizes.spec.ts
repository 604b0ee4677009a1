import { plant, type Files } from './overlay.js'
import { findProblems } from './size-rules.mjs'

const repeat = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')
const longFunction = (count: number) =>
  `export function long() {\n${repeat(count - 2, () => '  long()')}\n}\n`
const handler = (index: number, body = '') =>
  `  @Xrpc(method${index}, anyone)\n  method${index}() {\n${body || '    return 1'}\n  }`

const PLANTS: { rule: string; at: string; files: Files }[] = [
  {
    rule: 'file-length',
    at: 'src/repo/long.ts',
    files: { 'src/repo/long.ts': `${repeat(401, (index) => `export const a${index} = 1`)}\n` },
  },
  {
    rule: 'function-length',
    at: 'libs/repo/src/long.ts:1',
    files: { 'libs/repo/src/long.ts': longFunction(71) },
  },
  {
    rule: 'constructor-width',
    at: 'src/repo/wide.ts:2',
    files: {
      'src/repo/wide.ts': `export class Wide {\n  constructor(${repeat(6, (index) => `readonly a${index}: object,`)}) {}\n}\n`,
    },
  },
  {
    rule: 'one-class',
    at: 'src/repo/first.ts',
    files: { 'src/repo/first.ts': 'export class First {}\nexport class Second {}\n' },
  },
  {
    rule: 'class-file',
    at: 'src/repo/writer.ts',
    files: { 'src/repo/writer.ts': 'export class RepoWriter {}\n' },
  },
  { rule: 'file-names', at: 'src/repo/repoReader.ts', files: { 'src/repo/repoReader.ts': 'export {}\n' } },
  {
    rule: 'file-names',
    at: 'src/repo/repo.service.ts',
    files: { 'src/repo/repo.service.ts': 'export {}\n' },
  },
  { rule: 'file-names', at: 'libs/data/src/Cid.ts', files: { 'libs/data/src/Cid.ts': 'export {}\n' } },
  ...['utils', 'common', 'shared', 'helpers', 'misc'].map((name) => ({
    rule: 'folder-names',
    at: `src/repo/${name}/dates.ts`,
    files: { [`src/repo/${name}/dates.ts`]: 'export {}\n' },
  })),
  {
    rule: 'handler-count',
    at: 'src/sync/many.xrpc.ts:1',
    files: {
      'src/sync/many.xrpc.ts': `export class ManyXrpc {\n${repeat(11, (index) => handler(index))}\n}\n`,
    },
  },
  {
    rule: 'handler-length',
    at: 'src/sync/long.xrpc.ts:1',
    files: {
      'src/sync/long.xrpc.ts': `export class LongXrpc {\n${handler(
        1,
        repeat(11, () => '    step()'),
      )}\n}\n`,
    },
  },
]

const ALLOWED: Files = {
  'src/repo/pg-repo.store.ts':
    'export class PgRepoStore {}\nclass Inner {}\nexport const inner = new Inner()\n',
  'src/repo/repo.errors.ts': 'export class InvalidSwap {}\nexport class RepoNotFound {}\n',
  'src/repo/did-documents.spec.ts': longFunction(200),
  'src/repo/edge.ts': longFunction(70),
  'src/repo/full.ts': `${repeat(400, (index) => `export const a${index} = 1`)}\n`,
  'src/sync/ten.xrpc.ts': `export class TenXrpc {\n${repeat(10, (index) =>
    handler(
      index,
      repeat(10, () => '    step()'),
    ),
  )}\n}\n`,
  'libs/lexicon/src/generated/everything.ts': `${repeat(500, (index) => `export const a${index} = 1`)}\n`,
}

const named = ({ rule, at }: { rule: string; at: string }) => `${rule} at ${at}`

describe('sizes and names', () => {
  describe('where a violation is planted', () => {
    let caught: string[]

    beforeAll(async () => {
      const { root, remove } = await plant(Object.assign({}, ...PLANTS.map(({ files }) => files)) as Files)
      caught = findProblems(root)
        .filter(({ severity }) => severity === 'error')
        .map(named)
      await remove()
    })

    it.each(PLANTS)('$rule is caught at $at', (planted) => {
      expect(caught).toContain(named(planted))
    })

    it('nothing else is reported', () => {
      expect(caught.sort()).toEqual(PLANTS.map(named).sort())
    })
  })

  it('let pass what is just small enough, and what gathers small classes', async () => {
    const { root, remove } = await plant(ALLOWED)
    expect(findProblems(root).filter(({ severity }) => severity === 'error')).toEqual([])
    await remove()
  })
})
