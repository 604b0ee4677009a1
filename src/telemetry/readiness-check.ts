/** Something without which this node cannot do its work. Every provider of this class is found and asked by itself. */
export abstract class ReadinessCheck {
  /** What is looked at, as monitors see it: `database`. */
  abstract readonly part: string

  /** Whether requests are better sent elsewhere while there is a problem; if not, it is only shown. */
  readonly isEssential: boolean = true

  /**
   * Looks, without harm, as often as it is asked: every few seconds.
   * @returns what is wrong, in a word that everybody may see; undefined if nothing is
   */
  abstract problem(): Promise<string | undefined>
}
