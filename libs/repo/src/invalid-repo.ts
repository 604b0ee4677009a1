/** Thrown when a tree node, a commit, a path or a list of operations is not what the repository specification says. */
export class InvalidRepo extends Error {
  override readonly name = 'InvalidRepo'
}
