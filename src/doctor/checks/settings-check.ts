import { problemsOf } from '../../config/index.js'
import type { Check } from '../check.js'
import { failed, ok, warning } from '../finding.js'

const NAME = 'settings'

/** Whether all settings can be read, and whether all variables are settings. */
export const settingsCheck: Check = {
  name: NAME,
  look: ({ environment }) => {
    const problems = problemsOf(environment)
    const unknown = environment.unknownVariables()
    const wrong = problems.map((problem) => failed(NAME, problem, explain(problem.split(' ', 1)[0]!)))
    const strange = unknown.map((name) =>
      warning(NAME, `${name} is no setting of this release`, 'Look for a slip of the pen:\npds config check'),
    )
    const all = [...wrong, ...strange]
    return Promise.resolve(all.length > 0 ? all : [ok(NAME, 'can be read, all of them')])
  },
}

function explain(name: string): string {
  return `Set it to what it takes:\npds config explain ${name}`
}
