import {
  BlobCopy,
  type BlobStoreKind,
  BlobStores,
  type CopyProgress,
  type CopyReport,
  isBlobStoreKind,
} from './blob/index.js'
import { type Command, EXIT, say, withApplication } from './command.js'
import { Clock } from './telemetry/index.js'

const PROGRESS_MS = 2_000
const MEGABYTE = 1_000_000
const SHOWN = 20

/** `blobs copy`. */
export const blobsCopyCommand: Command = {
  name: 'blobs copy',
  usage: '--from disk|s3 --to disk|s3 [--verify]',
  help: [
    'copies the bytes of all blobs from one store to the other; what is there already is passed over,',
    'or read and compared with --verify. It may be interrupted, and done again. Ends with 1 if bytes',
    'are missing or are not what they should be. Both stores must be set; PDS_BLOBSTORE says which is used',
  ],
  positionals: [0, 0],
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    verify: { type: 'boolean', default: false },
  },
  run({ values: { from, to, verify } }) {
    if (!isBlobStoreKind(from) || !isBlobStoreKind(to) || from === to) return undefined
    return copyBlobs(from, to, verify === true)
  },
}

function copyBlobs(from: BlobStoreKind, to: BlobStoreKind, verify: boolean): Promise<number> {
  return withApplication(async (app) => {
    const stores = app.get(BlobStores, { strict: false })
    const [source, target] = [await stores.make(from), await stores.make(to)]
    if (!source || !target) {
      process.stderr.write('PDS_BLOBSTORE_S3_BUCKET is not set\n')
      return EXIT.differs
    }
    const report = await app.get(BlobCopy, { strict: false }).run({
      ...{ from: source, to: target, verify },
      onProgress: teller(app.get(Clock, { strict: false })),
    })
    say(describe(report))
    return report.missing.length + report.wrong.length > 0 ? EXIT.differs : EXIT.done
  })
}

/** Says every now and then how far it is, and how long it may take. */
function teller(clock: Clock): (progress: CopyProgress) => void {
  const begunAt = clock.nowMs()
  let saidAt = begunAt
  return ({ blobs, blobsTotal, bytes, bytesTotal }) => {
    const now = clock.nowMs()
    if (now - saidAt < PROGRESS_MS) return
    saidAt = now
    const left = bytes > 0 ? Math.ceil((((now - begunAt) / bytes) * (bytesTotal - bytes)) / 1_000) : 0
    say(`${blobs} of ${blobsTotal} blobs, ${mb(bytes)} of ${mb(bytesTotal)}, about ${left} s left\n`)
  }
}

function describe({ copied, copiedBytes, present, missing, wrong }: CopyReport): string {
  return [
    `${copied} blobs copied (${mb(copiedBytes)}), ${present} were there`,
    ...cids('the bytes are missing', missing),
    ...cids('the bytes are not those of the CID', wrong),
    '',
  ].join('\n')
}

function cids(problem: string, list: readonly string[]): string[] {
  const more = list.length - SHOWN
  const shown = list.slice(0, SHOWN).map((cid) => `- ${problem}: ${cid}`)
  return more > 0 ? [...shown, `- ${problem}: ${more} more`] : shown
}

function mb(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`
}
