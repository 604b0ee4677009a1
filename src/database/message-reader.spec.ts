import { LASTING_FIELD_BYTES_MIN, type Message, MessageReader } from './message-reader.js'

type Row = Omit<Message, 'fields'> & { fields: (Buffer | null)[] }

const int2 = (value: number) => Buffer.from([value >> 8, value & 0xff])
const int4 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function message(code: string, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(code), int4(body.length + 4), body])
}

/** Columns of type bytea. */
function description(format: 'text' | 'binary', ...names: string[]): Buffer {
  const columns = names.map((name) =>
    Buffer.concat([
      Buffer.from(`${name}\0`),
      int4(0),
      int2(0),
      int4(17),
      int2(0xffff),
      int4(-1),
      int2(format === 'binary' ? 1 : 0),
    ]),
  )
  return message('T', int2(names.length), ...columns)
}

function row(...fields: (Uint8Array | null)[]): Buffer {
  const parts = fields.map((field) => (field ? Buffer.concat([int4(field.length), field]) : int4(-1)))
  return message('D', int2(fields.length), ...parts)
}

const LONG = Buffer.alloc(LASTING_FIELD_BYTES_MIN, 'long')
const SHORT = Buffer.from([0xff, 0x00, 0xfe])
const ANSWER = Buffer.concat([
  message('2'),
  description('binary', 'a', 'b', 'c'),
  row(SHORT, null, LONG),
  row(LONG, SHORT, Buffer.alloc(0)),
  message('C', Buffer.from('SELECT 2\0')),
  message('Z', Buffer.from('I')),
])

/** What is read of `answer` when it comes in pieces of this size, always in the same memory. */
function read(answer: Buffer, size: number, keep: (message: Message) => void): void {
  const reader = new MessageReader()
  const received = Buffer.alloc(size)
  for (let at = 0; at < answer.length; at += size) {
    const bytes = answer.copy(received, 0, at, at + size)
    reader.read(received.subarray(0, bytes), keep)
    received.fill(0xee)
  }
}

describe('MessageReader', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 1_000, LASTING_FIELD_BYTES_MIN, 65_536])(
    'finds the same messages in pieces of %i bytes',
    (size) => {
      const names: string[] = []
      const rows: (string | undefined)[][] = []
      read(ANSWER, size, (found) => {
        names.push(found.name)
        if (found.name === 'dataRow')
          rows.push((found as unknown as Row).fields.map((field) => field?.toString('latin1')))
      })
      expect(names).toEqual([
        'bindComplete',
        'rowDescription',
        'dataRow',
        'dataRow',
        'commandComplete',
        'readyForQuery',
      ])
      const [long, short] = [LONG.toString('latin1'), SHORT.toString('latin1')]
      expect(rows).toEqual([
        [short, undefined, long],
        [long, short, ''],
      ])
    },
  )

  it.each([1_000, 65_536])(
    'lets long fields be kept, though what it reads from is used again (%i)',
    (size) => {
      const kept: (Buffer | null)[] = []
      read(ANSWER, size, (found) => {
        if (found.name === 'dataRow') kept.push(...(found as unknown as Row).fields)
      })
      const long = kept.filter((field) => field && field.length >= LASTING_FIELD_BYTES_MIN)
      expect(long).toHaveLength(2)
      for (const field of long) expect(field!.equals(LONG)).toBe(true)
    },
  )

  it('reads rows in text form as text', () => {
    const found: unknown[] = []
    const answer = Buffer.concat([description('text', 'a', 'b'), row(Buffer.from('zwölf'), null)])
    read(answer, 10, (one) => one.name === 'dataRow' && found.push((one as unknown as Row).fields))
    expect(found).toEqual([['zwölf', null]])
  })

  it('gives what passwords are salted with, to be kept', () => {
    let salt: Buffer | undefined
    read(message('R', int4(5), Buffer.from('salt')), 65_536, (found) => {
      salt = (found as Message & { salt: Buffer }).salt
    })
    expect(salt!.toString()).toBe('salt')
  })
})
