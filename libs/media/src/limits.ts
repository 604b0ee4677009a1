/**
 * How much of one file is looked at. The numbers are far above what honest files have, and low enough that a file made
 * to cost time costs a fraction of a second.
 */
export interface MediaLimits {
  /** Boxes, chunks, segments, directories and their entries. */
  stepsMax: number
  /** Bytes of metadata, read or decompressed. */
  metadataMaxBytes: number
  /** Bytes of picture data that are passed over to find what follows the picture (JPEG only). */
  scanMaxBytes: number
}

export const MEDIA_LIMITS: MediaLimits = {
  stepsMax: 200_000,
  metadataMaxBytes: 16 * 1024 * 1024,
  scanMaxBytes: 64 * 1024 * 1024,
}

/** As many bytes from the beginning of a file as {@link sniffMimeType} makes use of. */
export const SNIFF_BYTES = 64 * 1024

/** Bytes that are read at a time while picture data is passed over. */
export const SCAN_CHUNK_BYTES = 64 * 1024

/** Pictures in one JPEG file: the first, and those that follow it (previews, depth maps, the second eye). */
export const PICTURES_MAX = 64

/** Most entries of one TIFF directory that are looked at; cameras write less than 200. */
export const TIFF_ENTRIES_MAX = 4096

/** Most directories of one TIFF structure: pages and their subdirectories. */
export const TIFF_DIRECTORIES_MAX = 4096

/** Longest value of one coordinate, in bytes: three rationals have 24. */
export const COORDINATE_MAX_BYTES = 256

/** How far a TIFF header may lie behind the place where it should be, in bytes. */
export const TIFF_HEADER_SLACK_BYTES = 64

/** Deepest nesting of boxes that is followed; the position of a film lies five deep. */
export const BOX_DEPTH_MAX = 10

/** Most properties of one XMP packet that look like a position. */
export const XMP_POSITIONS_MAX = 1000

/** Longest value of one XMP property that is looked at, in characters. */
export const XMP_VALUE_MAX_LENGTH = 4096
