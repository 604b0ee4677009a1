import { problemsOf } from '../../config/index.js'
import type { Check } from '../check.js'
import { advice, failed, ok, warning } from '../finding.js'

const NAME = 'settings'

/** Whether all settings can be read, and whether all variables are settings. */
export const settingsCheck: Check = {
  name: NAME,
  look: ({ environment }) => {
    const problems = problemsOf(environment)
    const unknown = environment.unknownVariables()
    const wrong = problems.map((message) => {
      const explain = `pds config explain ${message.split(' ', 1)[0]}`
      return failed(NAME, 'setting_wrong', { message }, advice('set_as_taken', explain))
    })
    const strange = unknown.map((variable) =>
      warning(NAME, 'setting_unknown', { variable }, advice('slip_of_the_pen', 'pds config check')),
    )
    const all = [...wrong, ...strange]
    return Promise.resolve(all.length > 0 ? all : [ok(NAME, 'settings_good', {})])
  },
}
