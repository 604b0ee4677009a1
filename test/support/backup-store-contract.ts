import type { BackupStore } from '../../src/backup/store/backup.store.js'

const NAME = 'backups/20261128T000000Z-abcdef/table-account-0000'

async function* inPieces(...pieces: string[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}

async function textOf(source: AsyncIterable<Uint8Array> | undefined): Promise<string | undefined> {
  if (!source) return undefined
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

/** What every place for backups does. */
export function backupStoreContract(make: () => BackupStore | Promise<BackupStore>): void {
  let store: BackupStore
  beforeAll(async () => {
    store = await make()
  })
  const names = async (prefix: string): Promise<string[]> => {
    const found: string[] = []
    for await (const { name } of store.list(prefix)) found.push(name)
    return found.sort()
  }

  it('gives back what was put, and knows its size', async () => {
    expect(await store.put(NAME, inPieces('a', 'bc', ''))).toBe(3)
    expect(await textOf(await store.open(NAME))).toBe('abc')
    expect(await store.size(NAME)).toBe(3)
  })

  it('puts another object in the place of the first', async () => {
    await store.put(NAME, inPieces('other'))
    expect(await textOf(await store.open(NAME))).toBe('other')
  })

  it('knows nothing of what is not there', async () => {
    expect(await store.open('backups/none')).toBeUndefined()
    expect(await store.size('backups/none')).toBeUndefined()
    expect(await names('nothing/')).toEqual([])
    await store.remove(['backups/none'])
  })

  it('lists what begins with a prefix, at any depth', async () => {
    await store.put('backups/b/manifest', inPieces('m'))
    await store.put('blobs/k/00/x', inPieces('b'))
    expect(await names('backups/')).toEqual([NAME, 'backups/b/manifest'])
    expect(await names('backups/b')).toEqual(['backups/b/manifest'])
    expect(await names('blobs/k/')).toEqual(['blobs/k/00/x'])
  })

  it('keeps nothing of what breaks off, and says why', async () => {
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('begun')
      throw new Error('the source broke')
    }
    await expect(store.put('backups/broken', broken())).rejects.toThrow('the source broke')
    expect(await store.size('backups/broken')).toBeUndefined()
    expect(await names('')).not.toContain('backups/broken')
  })

  it('removes', async () => {
    await store.remove([NAME, 'backups/b/manifest', 'blobs/k/00/x'])
    expect(await names('backups/')).toEqual([])
    expect(await store.open(NAME)).toBeUndefined()
  })

  it('is as it was after it was tidied up', async () => {
    await store.put(NAME, inPieces('kept'))
    await store.tidy()
    expect(await textOf(await store.open(NAME))).toBe('kept')
    await store.put(NAME, inPieces('again'))
    expect(await textOf(await store.open(NAME))).toBe('again')
  })
}
