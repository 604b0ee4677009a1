export { RetentionModule } from './retention.module.js'
export { type RetentionRule, RetentionRules } from './retention-rules.js'
export { RetentionRun, type RetentionStep } from './retention-run.js'
