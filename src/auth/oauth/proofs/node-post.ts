/** What one node tells another. */
export interface NodeLetter {
  /** name of the node that it is for: letters and digits */
  readonly to: string
  /** up to a few hundred characters */
  readonly text: string
}

/** Short words between nodes, that get there at once or not at all. */
export abstract class NodePost {
  /** Sends a letter. Nobody says whether there is a node of that name. @throws if it cannot be sent */
  abstract send(letter: NodeLetter): Promise<void>

  /**
   * Hears the letters to a node, from when this resolves on; a few may be missed when connections break.
   * @returns what ends it
   */
  abstract receive(name: string, hear: (text: string) => void): Promise<() => Promise<void>>
}
