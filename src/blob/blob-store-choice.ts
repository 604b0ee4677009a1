import { InvalidConfiguration } from '../config/index.js'
import type { BlobStore } from './blob.store.js'

/** A place where blobs may be kept. */
export interface BlobStoreOption {
  /** the setting that chooses it, for messages */
  readonly setting: string
  /** whether the settings ask for it */
  readonly isChosen: boolean
  make(): BlobStore
}

/**
 * The store that the settings ask for; the first one if they ask for none.
 * @throws {InvalidConfiguration} if they ask for more than one
 */
export function chooseBlobStore(options: readonly [BlobStoreOption, ...BlobStoreOption[]]): BlobStore {
  const chosen = options.filter(({ isChosen }) => isChosen)
  if (chosen.length > 1) {
    const settings = chosen.map(({ setting }) => setting).join(' and ')
    throw new InvalidConfiguration([`${settings} exclude each other: blobs are kept in one place`])
  }
  return (chosen[0] ?? options[0]).make()
}
