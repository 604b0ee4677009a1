import { PictureRefused } from '../branding.errors.js'

/** In pixels. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** Larger ones take memory in every browser that shows them. */
const SIDE_MAX = 4_096

/** @throws {PictureRefused} when a picture is larger than pages need, or has no size */
export function assertSize({ width, height }: PictureSize): void {
  if (width < 1 || height < 1) throw new PictureRefused('it has no size')
  if (width > SIDE_MAX || height > SIDE_MAX)
    throw new PictureRefused(`it is ${width} × ${height}, and ${SIDE_MAX} are the most`)
}
