import type { CommitEvent } from '@guildhall/firehose'

/** What may have happened to an account in public; `did` is the subject of the event. */
export type EventInput =
  | ({ kind: 'commit' } & Omit<CommitEvent, 'time'>)
  | { kind: 'sync'; did: string; rev: string; /** CAR with the commit block only */ blocks: Uint8Array }
  | { kind: 'identity'; did: string; handle?: string }
  | { kind: 'account'; did: string; active: boolean; status?: AccountEventStatus }

/** Why an account is not active, in the words of `com.atproto.sync.subscribeRepos#account`. */
export type AccountEventStatus =
  | 'takendown'
  | 'suspended'
  | 'deleted'
  | 'deactivated'
  | 'desynchronized'
  | 'throttled'

/** Numbers stored in `repo_event.kind`. */
export const EVENT_KIND = { commit: 1, sync: 2, identity: 3, account: 4 } as const
