import { chat, com } from '@guildhall/lexicon'

const { admin, identity, server } = com.atproto

/** Methods that manage an account: only its owner calls them, here; never another service in the owner's name. */
const PROTECTED = new Set(
  [
    admin.sendEmail,
    identity.requestPlcOperationSignature,
    identity.signPlcOperation,
    identity.submitPlcOperation,
    identity.updateHandle,
    server.activateAccount,
    server.confirmEmail,
    server.createAppPassword,
    server.deactivateAccount,
    server.getAccountInviteCodes,
    server.getSession,
    server.listAppPasswords,
    server.requestAccountDelete,
    server.requestEmailConfirmation,
    server.requestEmailUpdate,
    server.revokeAppPassword,
    server.updateEmail,
  ].map(({ nsid }) => nsid.toLowerCase()),
)

const CREATE_ACCOUNT = server.createAccount.nsid.toLowerCase()

/** `chat.bsky.`: direct messages, with whatever methods they have now or get later. */
const CHAT = `${chat.bsky.convo.getLog.nsid.split('.').slice(0, 2).join('.')}.`

/** Whether no token may be made for a method, and no call of it passed on. Case does not matter. */
export function isProtectedMethod(nsid: string): boolean {
  return PROTECTED.has(nsid.toLowerCase())
}

/** Whether a method is too sensitive for app passwords that are not privileged. Case does not matter. */
export function isPrivilegedMethod(nsid: string): boolean {
  const wanted = nsid.toLowerCase()
  return wanted === CREATE_ACCOUNT || wanted.startsWith(CHAT)
}

/** Whether an account that was taken down may have a token for a method: it may move away. */
export function isMethodOfLeaving(nsid: string): boolean {
  return nsid.toLowerCase() === CREATE_ACCOUNT
}
