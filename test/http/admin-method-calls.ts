import { com } from '@guildhall/lexicon'
import { admin, type Member, type WholeServer } from '../support/whole-server.js'

const ADMIN = com.atproto.admin
const SERVER = com.atproto.server
const repoRef = ({ did }: Member) => ({ $type: 'com.atproto.admin.defs#repoRef', did })

/** The parameters, or the input, of a call of a method that succeeds. */
type Given = (server: WholeServer) => Promise<Record<string, unknown>>
/** The same, of a member who is there for it. */
const of =
  (make: (member: Member) => Record<string, unknown>): Given =>
  async (server) =>
    make(await server.signUp())

let count = 0

/** Each method that shows administrators what is known of people. */
export const READING: Readonly<Record<string, Given>> = {
  [ADMIN.getAccountInfo.nsid]: of(({ did }) => ({ did })),
  [ADMIN.getAccountInfos.nsid]: of(({ did }) => ({ dids: did })),
  [ADMIN.searchAccounts.nsid]: of(({ email }) => ({ email })),
  [ADMIN.getInviteCodes.nsid]: () => Promise.resolve({ sort: 'usage' }),
  [ADMIN.getSubjectStatus.nsid]: of(({ did }) => ({ did })),
}

/** Each method with which administrators change something. */
export const CHANGING: Readonly<Record<string, Given>> = {
  [ADMIN.updateAccountEmail.nsid]: of(({ did }) => ({ account: did, email: `m${++count}@example.com` })),
  [ADMIN.updateAccountPassword.nsid]: of(({ did }) => ({ did, password: 'QX3ZJ7V2K5LQ7M4WB6N8T2R9YA' })),
  [ADMIN.sendEmail.nsid]: of(({ did }) => ({ recipientDid: did, senderDid: did, content: 'Hello' })),
  [ADMIN.disableInviteCodes.nsid]: async (server) => {
    const { json } = await server.post(SERVER.createInviteCode.nsid, { useCount: 1 }, admin)
    return { codes: [json.code] }
  },
  [ADMIN.enableAccountInvites.nsid]: async (server) => {
    const { did: account } = await server.signUp()
    await server.sql('UPDATE account SET invites_disabled = true WHERE did = $1', [account])
    return { account }
  },
  [ADMIN.disableAccountInvites.nsid]: of(({ did }) => ({ account: did })),
  [SERVER.createInviteCode.nsid]: () => Promise.resolve({ useCount: 1 }),
  [SERVER.createInviteCodes.nsid]: () => Promise.resolve({ codeCount: 2, useCount: 1 }),
  [ADMIN.updateSubjectStatus.nsid]: of((member) => ({
    subject: repoRef(member),
    takedown: { applied: true },
  })),
  [ADMIN.deleteAccount.nsid]: of(({ did }) => ({ did })),
  [ADMIN.updateAccountHandle.nsid]: of(({ did }) => ({ did, handle: `method${++count}.test` })),
  [ADMIN.updateAccountSigningKey.nsid]: async (server) => {
    const { did } = await server.signUp()
    const { json } = await server.post(SERVER.reserveSigningKey.nsid, { did })
    return { did, signingKey: json.signingKey }
  },
}
