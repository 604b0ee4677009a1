/** Unpredictable values, as a dependency. */
export abstract class Random {
  /** That many random bytes. */
  abstract bytes(count: number): Uint8Array

  /** A random UUID (version 4). */
  abstract uuid(): string

  /** A whole number from 0 to `maxExclusive` - 1, each equally likely. */
  abstract int(maxExclusive: number): number
}
