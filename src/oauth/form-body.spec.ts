import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { OAuthError } from '@guildhall/oauth'
import { readFields, readForm } from './form-body.js'

const FORM = 'application/x-www-form-urlencoded'
const requestOf = (type: string | undefined, ...pieces: string[]): IncomingMessage =>
  Object.assign(Readable.from(pieces.map((piece) => Buffer.from(piece))), {
    headers: { ...(type !== undefined && { 'content-type': type }) },
  }) as unknown as IncomingMessage

describe('the fields of a request', () => {
  it.each([
    ['a form', FORM, 'a=b&c=d+e%26'],
    ['a form with a charset', 'Application/X-WWW-Form-Urlencoded; charset=utf-8', 'a=b&c=d+e%26'],
    ['JSON, as old clients send it', 'application/json', '{"a": "b", "c": "d e&"}'],
  ])('are those of %s', async (_what, type, body) => {
    expect({ ...(await readFields(requestOf(type, body))) }).toEqual({ a: 'b', c: 'd e&' })
  })

  it('are put together from pieces, within a letter too', async () => {
    const [first, second] = [Buffer.from('a=é').subarray(0, 3), Buffer.from('a=é').subarray(3)]
    const request = Object.assign(Readable.from([first, second]), { headers: { 'content-type': FORM } })
    expect((await readFields(request as unknown as IncomingMessage)).a).toBe('é')
  })

  it('may have any name', async () => {
    const fields = await readFields(requestOf('application/json', '{"__proto__": "a", "toString": "b"}'))
    expect(Object.entries(fields)).toEqual([
      ['__proto__', 'a'],
      ['toString', 'b'],
    ])
    expect((await readFields(requestOf(FORM, 'a=b'))).toString).toBeUndefined()
  })

  it.each([
    ['no type', undefined, 'a=b'],
    ['another type', 'text/plain', 'a=b'],
    ['one twice', FORM, 'a=b&a=b'],
    ['a line break', FORM, 'a=b%0Ac'],
    ['NUL', FORM, 'a=%00'],
    ['no JSON', 'application/json', '{"a"'],
    ['a list', 'application/json', '["a"]'],
    ['null', 'application/json', 'null'],
    ['a number in JSON', 'application/json', '{"a": 1}'],
    ['a list in JSON', 'application/json', '{"a": ["b"]}'],
    ['more than 64 kB', FORM, `a=${'x'.repeat(65_536)}`],
  ])('may not come with %s', async (_what, type, body) => {
    const read = readFields(requestOf(type, body))
    await expect(read).rejects.toThrow(OAuthError)
    await expect(read).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

test('a form of a page may have several fields of one name', async () => {
  const form = await readForm(requestOf(FORM, 'scope=a&scope=b'))
  expect(form.getAll('scope')).toEqual(['a', 'b'])
})
