export { AccountCreation } from './account-creation.js'
export type { AccountStep, CreatedAccount } from './created-account.js'
export { LifecycleModule } from './lifecycle.module.js'
export type { SignUp } from './sign-up-rules.js'
