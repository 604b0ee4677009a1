import {
  BlobCopy,
  type BlobStoreKind,
  BlobStores,
  type CopyProgress,
  type CopyReport,
  isBlobStoreKind,
} from '../blob/index.js'
import { withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { noteDeed, ORDER_OPTIONS, ORDER_USAGE } from './operator.js'
import type { OperatorConsole, ProgressBar } from './operator-console.js'

const MEGABYTE = 1_000_000
const SHOWN = 20

/** `blobs copy`. */
export const blobsCopyCommand: Command = {
  name: 'blobs copy',
  usage: `--from disk|s3 --to disk|s3 [--verify] ${ORDER_USAGE}`,
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
    ...ORDER_OPTIONS,
  },
  run({ values, console }) {
    const { from, to, verify } = values
    if (!isBlobStoreKind(from) || !isBlobStoreKind(to) || from === to) return undefined
    return copyBlobs({ from, to, verify: verify === true }, values, console)
  },
}

interface WantedCopy {
  readonly from: BlobStoreKind
  readonly to: BlobStoreKind
  readonly verify: boolean
}

function copyBlobs(
  { from, to, verify }: WantedCopy,
  values: CommandArguments['values'],
  console: OperatorConsole,
): Promise<number> {
  return withApplication(async (app) => {
    const stores = app.get(BlobStores, { strict: false })
    const [source, target] = [await stores.make(from), await stores.make(to)]
    if (!source || !target) {
      console.fail('PDS_BLOBSTORE_S3_BUCKET is not set')
      return EXIT.differs
    }
    await noteDeed(app, values, { action: 'blobs.copy', after: { from, to } })
    const { onProgress, end } = teller(console)
    const report = await app
      .get(BlobCopy, { strict: false })
      .run({ ...{ from: source, to: target, verify }, onProgress })
    end()
    console.result(report, describe(report))
    return report.missing.length + report.wrong.length > 0 ? EXIT.differs : EXIT.done
  })
}

/** A bar that grows as bytes are done. */
function teller(console: OperatorConsole) {
  let bar: ProgressBar | undefined
  let shown = 0
  const onProgress = ({ bytes, bytesTotal }: CopyProgress): void => {
    bar ??= console.progress('copied', bytesTotal, 'bytes')
    bar.add(bytes - shown)
    shown = bytes
  }
  return { onProgress, end: () => bar?.end() }
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
