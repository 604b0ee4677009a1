import { createHash } from 'node:crypto'
import { PictureRefused } from '../branding.errors.js'
import type { PictureSize } from './picture-size.js'
import { isPng, rewritePng } from './png-file.js'
import { rewriteSvg } from './svg-file.js'
import { isWebp, rewriteWebp } from './webp-file.js'

/** Largest file that is taken, and kept (bytes). */
export const ASSET_MAX_BYTES = 1_048_576
/** Drawings are read as a whole by every browser. */
const SVG_MAX_BYTES = 131_072

/** A picture as it is kept and sent. */
export interface BrandAsset {
  /** SHA-256 of its bytes, base64url: its name */
  readonly digest: string
  readonly type: 'image/svg+xml' | 'image/png' | 'image/webp'
  readonly bytes: Buffer
}

/** A picture that was made anew of a file. */
export interface MadeAsset extends BrandAsset {
  /** unknown of drawings, which have any */
  readonly size: PictureSize | undefined
}

/**
 * Makes a picture of a file that somebody has chosen. Nothing of the file is sent to anybody but what a picture needs.
 * @throws {PictureRefused}
 */
export function assetOf(file: Buffer): MadeAsset {
  if (file.length > ASSET_MAX_BYTES) throw new PictureRefused(`it has more than ${ASSET_MAX_BYTES} bytes`)
  const { type, bytes, size } = rewrite(file)
  if (bytes.length > ASSET_MAX_BYTES) throw new PictureRefused(`it has more than ${ASSET_MAX_BYTES} bytes`)
  return { digest: createHash('sha256').update(bytes).digest('base64url'), type, bytes, size }
}

function rewrite(file: Buffer): Omit<MadeAsset, 'digest'> {
  if (isPng(file)) return { type: 'image/png', ...rewritePng(file) }
  if (isWebp(file)) return { type: 'image/webp', ...rewriteWebp(file) }
  if (file.length > SVG_MAX_BYTES) throw new PictureRefused(`a drawing may have ${SVG_MAX_BYTES} bytes`)
  return { type: 'image/svg+xml', bytes: rewriteSvg(file), size: undefined }
}
