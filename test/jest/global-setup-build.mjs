// What suites load from outside of their realm is what was built.
import { build } from '../../scripts/build.mjs'

export default build
