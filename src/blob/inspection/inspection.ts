import type { LocationFinding } from '@guildhall/media'

/** What an uploaded file was found to be. */
export interface Inspection {
  /** the type that the bytes show, or the declared one; without parameters */
  mimeType: string
  /** a place that its metadata give away; never the place itself */
  location?: LocationFinding
  /**
   * The file was not looked through to the end, for no fault of its sender: the thread took too long, or died.
   * `mimeType` is what was known until then, or `application/octet-stream`; a place may be in it.
   */
  isUninspectable: boolean
}
