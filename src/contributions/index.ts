/** What features bring for those below them: a port is a class that they extend, and are found by. */
export { ContributionsModule } from './contributions.module.js'
export { Contributions, type Contribution } from './contributions.js'
