import { Readable } from 'node:stream'
import { readOperation } from './operation-body.js'
import { OperationRefused, OperationTooLarge } from './plc-directory.errors.js'

const bodyOf = (...pieces: (string | Buffer)[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)))
/** JSON of that many bytes. */
const sized = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`

describe('readOperation', () => {
  test('reads JSON in pieces, though a character be torn', async () => {
    const bytes = Buffer.from('{"a":"ü"}')
    await expect(readOperation(bodyOf(bytes.subarray(0, 7), bytes.subarray(7)))).resolves.toEqual({ a: 'ü' })
  })

  test.each(['', '{', 'null x', Buffer.from([0x22, 0xff, 0x22])])('%j is none', async (body) => {
    await expect(readOperation(bodyOf(body))).rejects.toThrow(OperationRefused)
  })

  test('reads 32 KiB and no more, and leaves the connection open for the answer', async () => {
    await expect(readOperation(bodyOf(sized(32_768)))).resolves.toHaveLength(32_766)
    const body = bodyOf(sized(32_769), 'and more', 'and more')
    await expect(readOperation(body)).rejects.toThrow(OperationTooLarge)
    expect(body.destroyed).toBe(false)
  })

  test('a client that goes away is no fault', async () => {
    const body = new Readable({ read: () => undefined })
    body.push('{')
    const read = readOperation(body)
    body.destroy(new Error('aborted'))
    await expect(read).rejects.toThrow(OperationRefused)
  })
})
