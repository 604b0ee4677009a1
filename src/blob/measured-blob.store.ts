import { type Metrics, okOrFailed, SECONDS, Timings } from '../telemetry/index.js'
import { BlobStore, type ByteRange, type SpooledFile, type StoredObject } from './blob.store.js'

/** Another store, and how long it takes. */
export class MeasuredBlobStore extends BlobStore {
  readonly #timings = new Timings(SECONDS, 'operation', 'result')

  constructor(
    private readonly store: BlobStore,
    metrics: Metrics,
  ) {
    super()
    metrics.expose(
      'pds_blob_store_seconds',
      'Time that the store of blobs takes, by operation and result; of reads, to the first byte.',
      this.#timings,
    )
    this.#timings.begin(['put', 'failed'], ['open', 'failed'])
  }

  override put(key: string, file: SpooledFile, mimeType: string): Promise<void> {
    return this.#measured('put', this.store.put(key, file, mimeType))
  }

  override open(key: string, range?: ByteRange) {
    return this.#measured('open', this.store.open(key, range))
  }

  override size(key: string): Promise<number | undefined> {
    return this.#measured('size', this.store.size(key))
  }

  override remove(keys: readonly string[]): Promise<void> {
    return this.#measured('remove', this.store.remove(keys))
  }

  override probe(): Promise<void> {
    return this.#measured('probe', this.store.probe())
  }

  override list(): AsyncIterable<StoredObject> {
    return this.store.list()
  }

  #measured<T>(operation: string, work: Promise<T>): Promise<T> {
    return this.#timings.measure(work, (outcome) => [operation, okOrFailed(outcome)])
  }
}
