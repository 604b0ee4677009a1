/** A place that a file gives away, without the place. */
export interface LocationFinding {
  /** Which kind of metadata; `excess`: there is more of it than is looked through, so a place may be among it. */
  kind: 'exif' | 'xmp' | 'quicktime' | 'excess'
  /** What was found and where, as part of a sentence for people: `GPS position in the EXIF data`. */
  where: string
}

export const IN_EXIF: LocationFinding = { kind: 'exif', where: 'GPS position in the EXIF data' }
export const IN_XMP: LocationFinding = { kind: 'xmp', where: 'GPS position in the XMP data' }
export const IN_QUICKTIME: LocationFinding = {
  kind: 'quicktime',
  where: 'location in the metadata of the film',
}
export const EXCESS: LocationFinding = { kind: 'excess', where: 'more metadata than can be looked through' }
