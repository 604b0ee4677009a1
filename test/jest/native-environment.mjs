// Where suites run that test the whole server: specs in a realm of their own, as jest has it, but what they test outside
// of it, in the realm of Node.js, loaded once for all suites of a worker. To link 3,000 modules anew for each suite took
// longer than most suites. Modules that keep state of their own would show it to the next suite.
import { TestEnvironment } from 'jest-environment-node'
import { LOAD } from './native-modules.mjs'

/** What specs compare with instances of what they test: one class for both. */
const SHARED = { Date, Error, Map, RangeError, Set, SyntaxError, TypeError }

export default class NativeEnvironment extends TestEnvironment {
  async setup() {
    await super.setup()
    Object.assign(this.global, SHARED)
    this.global[LOAD] = (specifier) => import(specifier)
  }
}
