/** A blob of the snapshot, and where the store of blobs has its bytes. */
export interface ArchivedBlob {
  /** bytes of the CID */
  readonly cid: Buffer
  readonly objectKey: string
  /** bytes */
  readonly size: number
  readonly mimeType: string
}

/** Blobs of one CID: several accounts may have uploaded the same file. */
export type SameBlobs = readonly [ArchivedBlob, ...ArchivedBlob[]]

/** Lists blobs, those of one CID one after the other. Columns are in hexadecimal digits where they may hold anything. */
export const BLOB_LINES = `COPY (
  SELECT encode(cid, 'hex'), object_key, size, encode(convert_to(mime_type, 'UTF8'), 'hex')
    FROM blob ORDER BY cid, object_key) TO STDOUT`

/** Reads the lines that the statement gives. */
export async function* readBlobLines(source: AsyncIterable<Buffer>): AsyncGenerator<SameBlobs> {
  let same: ArchivedBlob[] = []
  for await (const line of linesOf(source)) {
    const blob = parseLine(line)
    if (same[0] && !same[0].cid.equals(blob.cid)) {
      yield same as unknown as SameBlobs
      same = []
    }
    same.push(blob)
  }
  if (same.length > 0) yield same as unknown as SameBlobs
}

function parseLine(line: string): ArchivedBlob {
  const [cid, objectKey, size, mimeType] = line.split('\t') as [string, string, string, string]
  const fromHex = (text: string): Buffer => Buffer.from(text, 'hex')
  return { cid: fromHex(cid), objectKey, size: Number(size), mimeType: fromHex(mimeType).toString('utf8') }
}

async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun = ''
  for await (const piece of source) {
    // All of it is ASCII.
    const lines = (begun + piece.toString('latin1')).split('\n')
    begun = lines.pop()!
    yield* lines
  }
}
