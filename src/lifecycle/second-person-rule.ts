/** Says whether what cannot be undone takes two people. Every provider of this class is found by itself. */
export abstract class SecondPersonRule {
  abstract isInForce(): Promise<boolean>
}
