export { type Account, type AccountChange, type AccountStatus, type NewAccount } from './account.js'
export { INVALID_HANDLE, isTakenDown, publicStatus } from './account.js'
export { AccountAdministration } from './account-administration.js'
export { AccountConfig } from './account.config.js'
export { AccountData, KNOWN_ELSEWHERE, type KnownStatements } from './account-data.js'
export { AccountKnowledge } from './account-knowledge.js'
export * from './account.errors.js'
export { AccountModule } from './account.module.js'
export { ACCOUNT_STATES, type AccountState, isLimited, type StateFacts, stateOf } from './account-states.js'
export { Accounts } from './accounts.js'
export { Addressees } from './addressees.js'
export type { AppPassword, ListedAppPassword, UsedAppPassword } from './app-password.store.js'
export { APP_PASSWORD_USE_STEP_MS, AppPasswords } from './app-passwords.js'
export { askedInPart } from './asked-in-part.js'
export { parseEmail } from './email-address.js'
export { type Claims, ClaimTemplate } from './claim-templates/claim-template.js'
export { slugOf } from './claim-templates/claim-text.js'
export { nameChoices } from './claim-templates/name-choices.js'
export { ConfirmedAddresses } from './confirmed-addresses.js'
export { EmailChanges } from './email-changes.js'
export { Erasure } from './erasure.js'
export {
  ACCOUNT_CLASSES,
  type AccountClass,
  type Facts,
  type FactsChange,
  MemberFacts,
  NOTE_LENGTH_MAX,
} from './facts/member-facts.js'
export { LastSeen } from './presence/last-seen.js'
export { TAG_LENGTH_MAX, TAG_PATTERN, TAGS_MAX, tagsIn } from './facts/tags.js'
export { HandleLookup } from './handle-lookup.js'
export { InviteAdministration } from './invite-administration.js'
export {
  INVITE_ADMIN,
  INVITE_STATES,
  type InviteCode,
  type InviteMaker,
  type InviteOrder,
  type InviteState,
  inviteState,
  inviteView,
  shownCode,
} from './invite-code.js'
export { type Invitation, type InvitationOrder } from './invitations/invitations.js'
export { InviteGift, type RedeemedInvite } from './invitations/invite-gift.js'
export { InviteRedemption } from './invitations/invite-redemption.js'
export { type InvitedRole, type InviteTerms, parseEmailPattern } from './invitations/invite-terms.js'
export { InviteLedger } from './invite-ledger.js'
export { type InviteFilter, InviteStore } from './invite.store.js'
export { type AccountInviteCodes, Invites } from './invites.js'
export { type Attempt, Lockout } from './lockout/lockout.js'
export { handlesBelow } from './listing/handles-below.js'
export { AccountCensus, type AccountCounts } from './listing/account-census.js'
export {
  ACCOUNT_SORTS,
  type AccountFilter,
  AccountListStore,
  type AccountSort,
  type ListedAccount,
} from './listing/account-list.store.js'
export { KnownMarks, SECOND_FACTORS, type SecondFactor } from './listing/known-marks.js'
export { OffboardingList, type OffboardingNotice } from './offboarding-list.js'
export { maskedEmail } from './masked-email.js'
export { MailCodes } from './mail-codes.js'
export { OwnPasswordChange } from './own-password-change.js'
export { PasswordChanges } from './password-changes.js'
export { type PasswordOwner, type PasswordRule, PasswordRules } from './password-rules.js'
export { PasswordRulebook } from './password-rulebook.js'
export { KnownPasswords } from './known-passwords.js'
export { PasswordProof } from './password-proof.js'
export { Passwords } from './passwords.js'
export type {
  FactorKind,
  NewSecurityEvent,
  SecurityEvent,
  SecurityEventKind,
  SecurityEventPage,
} from './security-events/security-event.js'
export { browserName, browserTraits } from './security-events/browser-name.js'
export { SecurityEvents } from './security-events/security-events.js'
export type { SecurityLetter } from './security-events/security-letters.js'
export { SecurityNotices } from './security-events/security-notices.js'
export { type Arrival, SignInNotes } from './security-events/sign-in-notes.js'
export { base32Groups } from './readable-secret.js'
export { type OpenSession, SessionHolder } from './session-holder.js'
export { SignOut } from './sign-out.js'
export { OwnExport } from './own-export.js'
export { newcomerOf } from './welcome/newcomer.js'
export { WelcomeLetters } from './welcome/welcome-letters.js'
