import type { PdsTokens } from '../../migration/index.js'
import type { MoveKeys, MoveSecrets } from '../keeping/move-secrets.js'

/** The keys of a move that runs: what becomes of them is kept at once. */
export class KeptKeys {
  #writing: Promise<void> = Promise.resolve()

  constructor(
    private readonly id: string,
    private keys: MoveKeys,
    private readonly secrets: MoveSecrets,
  ) {}

  get now(): MoveKeys {
    return this.keys
  }

  /** Both sessions may be renewed at the same time: one is written after the other. */
  keep(fresh: { [K in keyof MoveKeys]?: MoveKeys[K] | undefined }): Promise<void> {
    this.keys = { ...this.keys, ...fresh } as MoveKeys
    this.#writing = this.#writing.then(() => this.secrets.put(this.id, this.keys))
    return this.#writing
  }

  readonly keepOld = (old: PdsTokens): Promise<void> => this.keep({ old })

  /** Once there is a session here, nobody needs the password any more. */
  readonly keepHere = (here: PdsTokens): Promise<void> => this.keep({ here, password: undefined })
}
