import { documentLine, FORMAT, LINE_MAX_BYTES, readDocument } from './preference-document.js'
import { InvalidDocument } from './preferences.errors.js'

const HEAD = documentLine(FORMAT)
const part = (namespace: unknown, values: unknown = []) => documentLine({ namespace, values })
const end = (namespaces: number) => documentLine({ end: true, namespaces })

/** As it may arrive: in pieces of any size. */
async function* pieces(text: string, size: number) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function read(text: string, size = 7) {
  const parts = []
  for await (const each of readDocument(pieces(text, size))) parts.push(each)
  return parts
}

describe('a document of preferences', () => {
  test.each([1, 3, 64 * 1024])('is read in pieces of %d bytes', async (size) => {
    const value = { $type: 'com.example.prefs', text: 'ä€😀\n' }
    const text = HEAD + part('com.example.prefs', [value]) + part('app.bsky') + end(2)
    expect(await read(text, size)).toEqual([
      { line: 2, namespace: 'com.example.prefs', values: [value], cid: undefined },
      { line: 3, namespace: 'app.bsky', values: [], cid: undefined },
    ])
  })

  test('may lack the last newline', async () => {
    expect(await read((HEAD + end(0)).trimEnd())).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['no head', part('com.example.prefs') + end(1)],
    ['a later version', documentLine({ ...FORMAT, version: 2 }) + end(0)],
    ['no end', HEAD + part('com.example.prefs')],
    ['an end of another document', HEAD + part('com.example.prefs') + end(2)],
    ['more after the end', HEAD + end(0) + part('com.example.prefs')],
    ['a line that is cut off', HEAD + '{"namespace":"com.exa'],
    ['a line that is no object', `${HEAD}[]\n${end(0)}`],
    ['no values', HEAD + part('com.example.prefs', 7) + end(1)],
    ['no namespace', HEAD + part(7) + end(1)],
    ['a number that is not whole', HEAD + part('com.example.prefs', [{ a: 1.5 }]) + end(1)],
    ['an endless line', HEAD + ' '.repeat(LINE_MAX_BYTES + 1)],
  ])('is refused with %s', async (_what, text) => {
    await expect(read(text, 64 * 1024)).rejects.toThrow(InvalidDocument)
  })

  test('is refused unless it is UTF-8', async () => {
    const body = (async function* () {
      yield Buffer.from([0x7b, 0xff, 0x7d, 0x0a])
    })()
    await expect(readDocument(body).next()).rejects.toThrow(InvalidDocument)
  })
})
