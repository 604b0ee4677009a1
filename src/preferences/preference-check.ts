import type { LexMap } from '@guildhall/data'
import { InvalidLexicon, MissingLexicon } from '@guildhall/lexicon'
import type { Nsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { type Definitions, DefinitionSchemas } from '../lexicon/index.js'
import { definitionOf } from './namespace-encoding.js'
import { PreferencesConfig } from './preferences.config.js'
import { InvalidPreference } from './preferences.errors.js'

/** Whether values are compared with the lexicon: they must be, they are not, or (unset) if it is known. */
export type CheckMode = boolean | undefined

/** What came of it: all are valid, or some could not be judged. */
export type CheckResult = 'valid' | 'unknown'

/** Compares values with the definitions of their namespace. */
@Injectable()
export class PreferenceCheck {
  constructor(
    private readonly schemas: DefinitionSchemas,
    private readonly config: PreferencesConfig,
  ) {}

  /**
   * Checks the values of a namespace.
   * @returns undefined if no check was wanted
   * @throws InvalidPreference, also for values that cannot be judged where a check is insisted on
   */
  async check(namespace: Nsid, values: readonly LexMap[], mode: CheckMode): Promise<CheckResult | undefined> {
    if (mode === false) return undefined
    const names = values.map((value, i) => definitionOf(namespace, value, `values[${i}]`))
    const waitMs = mode === true ? undefined : this.config.lexiconWaitMs
    const definitions =
      values.length > 0 ? await this.schemas.find(namespace, [...new Set(names)], waitMs) : undefined
    let status: CheckResult = 'valid'
    for (const [i, value] of values.entries()) {
      const reference = `${namespace}#${names[i]!}`
      const result = definitions && judgementOf(definitions, reference, value)
      if (result?.ok === false) throw new InvalidPreference(`values[${i}]${result.path} ${result.message}`)
      if (result) continue
      if (mode === true) throw new InvalidPreference(`values[${i}] is of an unknown type: ${reference}`)
      status = 'unknown'
    }
    return status
  }
}

/** Undefined when the value, or what it leads to, has no definition that values can be of. */
function judgementOf(definitions: Definitions, reference: string, value: LexMap) {
  try {
    return definitions.definition(reference)?.validate(value)
  } catch (error) {
    if (error instanceof MissingLexicon || error instanceof InvalidLexicon) return undefined
    throw error
  }
}
