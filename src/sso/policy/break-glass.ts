import type { Did } from '@guildhall/syntax'

/** Knows who gets in even when the provider does not work. Every provider of this class is found by itself. */
export abstract class BreakGlass {
  /** Whether somebody may use the password though their domain demands single sign-on; it is written down that they did. */
  abstract open(did: Did): Promise<boolean>
}
