/**
 * An output that is JSON text already, for answers that are given more often than they change.
 * @template T the output that it says
 */
export class ReadyJson<T> {
  /** Tells kinds of outputs apart where types are checked; there is no value. */
  declare readonly output: T

  constructor(readonly text: string) {}
}
