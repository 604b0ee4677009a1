import { pageHeaders } from './page-headers.js'

/** A picture may change under its address; ours changes with the address only. */
const CACHING = 'public, max-age=3600'

/** A drawing can hold scripts: one that is opened by itself must not run them here. */
export const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** Headers of a picture that is passed on. */
export function pictureHeaders(): Record<string, string> {
  return { ...pageHeaders(PICTURE_POLICY), 'cache-control': CACHING }
}
