/** The environment does not make a configuration. The message lists everything that is wrong with it. */
export class InvalidConfiguration extends Error {
  /** @param problems one line each, beginning with the variable's name */
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((line) => `  ${line}`).join('\n')}`,
    )
    this.name = 'InvalidConfiguration'
  }
}
