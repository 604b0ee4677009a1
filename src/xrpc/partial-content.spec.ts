import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { Readable } from 'node:stream'
import { partialContent } from './partial-content.js'
import { XrpcError } from './xrpc-error.js'

const BYTES = Buffer.from('0123456789')

const content = (bytes: Buffer | undefined = BYTES) => ({
  version: 'v1',
  size: BYTES.length,
  open: (range?: { start: number; end: number }) =>
    Promise.resolve(bytes && Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes])),
})

async function ask(headers: IncomingHttpHeaders) {
  const answer = await partialContent(headers, content())
  const pieces: Buffer[] = []
  for await (const piece of answer!.body as Readable) pieces.push(piece as Buffer)
  return { status: answer!.status, headers: answer!.headers, text: Buffer.concat(pieces).toString() }
}

const whole = { status: undefined, text: '0123456789' }
const common = { etag: '"v1"', 'accept-ranges': 'bytes' }

describe('a content', () => {
  it('is sent whole when nothing else is asked for', async () => {
    expect(await ask({})).toEqual({ ...whole, headers: { ...common, 'content-length': '10' } })
  })

  it.each([
    ['bytes=0-0', '0', '0-0'],
    ['bytes=2-4', '234', '2-4'],
    ['bytes=7-', '789', '7-9'],
    ['bytes=7-100', '789', '7-9'],
    ['bytes=-3', '789', '7-9'],
    ['bytes=-100', '0123456789', '0-9'],
    ['Bytes = 9-9', '9', '9-9'],
  ])('is sent in part for %s', async (range, text, sent) => {
    expect(await ask({ range })).toEqual({
      status: 206,
      text,
      headers: { ...common, 'content-range': `bytes ${sent}/10`, 'content-length': String(text.length) },
    })
  })

  it.each(['bytes=-', 'bytes=4-2', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b', ''])(
    'is sent whole for %j, which says nothing',
    async (range) => {
      expect(await ask({ range })).toMatchObject(whole)
    },
  )

  it.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('has nothing at %s', async (range) => {
    await expect(partialContent({ range }, content())).rejects.toThrow(XrpcError)
  })

  it.each(['"v1"', 'W/"v1"', '"v0", "v1"', '*'])('is not sent to whoever has %s', async (known) => {
    const answer = await ask({ 'if-none-match': known, range: 'bytes=0-1' })
    expect(answer).toEqual({ status: 304, text: '', headers: common })
  })

  it('is sent to whoever has another version', async () => {
    expect(await ask({ 'if-none-match': '"v0"' })).toMatchObject(whole)
  })

  it('is continued only if it is still the same', async () => {
    expect(await ask({ range: 'bytes=2-4', 'if-range': '"v1"' })).toMatchObject({ status: 206, text: '234' })
    expect(await ask({ range: 'bytes=2-4', 'if-range': '"v0"' })).toMatchObject(whole)
    expect(await ask({ range: 'bytes=2-4', 'if-range': 'W/"v1"' })).toMatchObject(whole)
  })

  it('may not be there', async () => {
    const absent = { ...content(), open: () => Promise.resolve(undefined) }
    expect(await partialContent({}, absent)).toBeUndefined()
  })
})
