import { createHash } from 'node:crypto'
import { cidStringToBytes } from '@guildhall/data'
import { BlobIndex } from './blob-index.js'

const cidOf = (text: string) =>
  Buffer.concat([Buffer.from([1, 0x55, 0x12, 32]), createHash('sha256').update(text).digest()])

it('gives back what was put in, page by page, in its order', () => {
  const index = new BlobIndex()
  const [one, two, three] = ['one', 'two', 'three'].map(cidOf) as [Buffer, Buffer, Buffer]
  index.add([
    { cid: one, mimeType: 'image/png', size: 1 },
    { cid: two, mimeType: 'text/plain; charset=utf-8', size: 5_000_000_000 },
  ])
  index.add([])
  index.add([{ cid: three, mimeType: 'image/png', size: 3 }])
  expect(index.length).toBe(3)
  expect([...index].map(({ mimeType, size }) => [mimeType, size])).toEqual([
    ['image/png', 1],
    ['text/plain; charset=utf-8', 5_000_000_000],
    ['image/png', 3],
  ])
  const [first, second] = [...index]
  expect(first!.name).toMatch(/^bafkrei[a-z2-7]+\.png$/)
  expect(second!.name).toMatch(/\.txt$/)
  expect(Buffer.from(cidStringToBytes(first!.name.replace('.png', '')))).toEqual(one)
})

it('takes no CID of another length, which would shift all others', () => {
  const index = new BlobIndex()
  expect(() => index.add([{ cid: Buffer.alloc(35), mimeType: 'a/b', size: 0 }])).toThrow('another kind')
})
