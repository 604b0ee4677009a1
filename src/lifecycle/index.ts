export { AccountCreation } from './account-creation.js'
export type { HistoryEntry } from './account-history.store.js'
export { AccountHolds, type WantedHold } from './holds/account-holds.js'
export { type Hold, type HoldFilter, HoldStore } from './holds/hold.store.js'
export { SecondPersonRule } from './second-person-rule.js'
export { AccountLife } from './account-life.js'
export { AccountNotes } from './account-notes.js'
export { AccountRemoval } from './account-removal.js'
export { Activation } from './activation.js'
export type { AccountStep, CreatedAccount } from './created-account.js'
export { DidCredentials } from './did-credentials.js'
export { HandleChange } from './handle-change.js'
export { LifeJournal } from './life-journal.js'
export { Overruling } from './overruling.js'
export { LifecycleModule } from './lifecycle.module.js'
export type { SignUp } from './sign-up-rules.js'
export { SubjectOrders } from './subject-orders.js'
export { Subjects } from './subjects.js'
export type { Actor, Order, StateCommand } from './state-command.js'
export { OwnDeletion } from './own-deletion.js'
export { PlcSigning } from './plc-signing.js'
export {
  type KeptPlcOperation,
  PLC_OPERATION_STATES,
  PlcOperationListStore,
  type PlcOperationState,
} from './plc-operations/plc-operation-list.store.js'
export { PlcOperationRetry } from './plc-operations/plc-operation-retry.js'
export { AccountOnHold, DidNotReady, HandleChangeUnderWay } from './lifecycle.errors.js'
