/** Thrown by applyWrites: an update or delete of a path that has no record. */
export class PathMissing extends Error {
  override readonly name = 'PathMissing'

  constructor(readonly path: string) {
    super(`no record exists at ${path}`)
  }
}
