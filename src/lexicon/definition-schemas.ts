import { bundledLexicons } from '@guildhall/lexicon'
import type { Nsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { LexiconConfig } from './lexicon.config.js'
import { type Definitions, SchemaAssembly } from './schema-assembly.js'
import { within } from './within.js'

/**
 * Definitions of values that are no records: those that come with the server, and those that others publish. The latter
 * are put together anew whenever they are asked for, from documents that are kept.
 */
@Injectable()
export class DefinitionSchemas {
  readonly #bundled = bundledLexicons()

  constructor(
    private readonly assembly: SchemaAssembly,
    private readonly config: LexiconConfig,
  ) {}

  /**
   * The definitions of a document.
   * @param names of those that are needed; others may lack what they refer to
   * @param waitMs how long to wait at most; the look-up goes on in the background. Without it, as long as finding a
   * lexicon may take
   * @returns undefined when the document cannot be had at present
   */
  async find(
    nsid: Nsid,
    names: readonly string[],
    waitMs = this.config.timeoutMs,
  ): Promise<Definitions | undefined> {
    if (this.#bundled.has(nsid)) return this.#bundled
    return (await within(this.assembly.assemble(nsid, names), waitMs))?.definitions
  }
}
