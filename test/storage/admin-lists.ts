import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import type { InviteState } from '../../src/account/index.js'
import { PgInviteStore } from '../../src/account/pg-invite.store.js'
import { type ApprovalState } from '../../src/admin/approvals/approval.store.js'
import { PgApprovalStore } from '../../src/admin/approvals/pg-approval.store.js'
import { PgArchiveStore } from '../../src/admin/archives/pg-archive.store.js'
import type { BulkOutcome } from '../../src/admin/bulk/bulk-job.js'
import { PgBulkStore } from '../../src/admin/bulk/pg-bulk.store.js'
import { PgAssignmentStore } from '../../src/admin/roles/pg-assignment.store.js'
import { PgTokenStore } from '../../src/admin/tokens/pg-token.store.js'
import { PgBlobTableStore } from '../../src/blob/pg-blob-table.store.js'
import type { ServiceConfig } from '../../src/config/index.js'
import type { Database } from '../../src/database/index.js'
import { PgFormerHandleStore } from '../../src/identity/former-handles/pg-former-handle.store.js'
import { LongJobStore } from '../../src/jobs/long/long-job.store.js'
import type { LongJobState } from '../../src/jobs/long/long-job.js'
import { PgHoldStore } from '../../src/lifecycle/holds/pg-hold.store.js'
import { type MoveDirection, MoveListStore } from '../../src/lifecycle/moves/move-list.store.js'
import {
  PlcOperationListStore,
  type PlcOperationState,
} from '../../src/lifecycle/plc-operations/plc-operation-list.store.js'
import { PgReportStore } from '../../src/moderation/pg-report.store.js'
import type { ReportState } from '../../src/moderation/report.js'
import { GuidedMoveStore } from '../../src/moves/keeping/guided-move.store.js'
import { ScimEvents } from '../../src/scim/events/scim-events.js'
import { PgTraceStore } from '../../src/sso/transactions/pg-trace.store.js'
import { TermsAcceptanceStore } from '../../src/terms/terms-acceptance.store.js'
import { DeliveryStore } from '../../src/webhooks/delivery.store.js'
import { MOST, ONE, timed } from './admin-list-seed.js'

/** What is asked of a list: its filters by name, and a part of it. */
export interface Asked {
  readonly filters: Readonly<Record<string, string | undefined>>
  readonly descending: boolean
  readonly limit: number
  /** a place in the middle of the list, or its beginning */
  readonly after: { readonly value: string; readonly id: string } | undefined
}

/** A list of the administration, as it is asked for. */
export interface KnownList {
  /** of each filter: what many entries have, what few have, and what none has */
  readonly filters: Readonly<Record<string, readonly string[]>>
  /** a place in the middle */
  readonly place: { readonly value: string; readonly id: string }
  page(db: Database, asked: Asked): Promise<readonly unknown[]>
  /** absent: it is not counted */
  count?(db: Database, filters: Asked['filters']): Promise<number>
}

const NOW = new Date('2026-06-01T00:00:00Z')
const MIDDLE = { value: '2026-01-08T00:00:00.000000Z', id: timed(10_000) }
const yesNo = (text: string | undefined) => (text === undefined ? undefined : text === 'true')
const byId = ({ after, descending, limit }: Asked) => ({ after: after?.id, descending, limit })

const moves = (db: Database) =>
  new MoveListStore(db, { publicUrl: 'https://pds.example.org' } as ServiceConfig)
const invitesAsked = ({ state, disabled, forAccount }: Asked['filters']) => ({
  forAccount,
  disabled: yesNo(disabled),
  state: state === undefined ? undefined : { is: state as InviteState, at: NOW },
})
const reportsAsked = ({ state, subject }: Asked['filters']) => ({
  state: state as ReportState | undefined,
  subject: subject === undefined ? undefined : { did: subject as Did },
})
const operationsAsked = ({ state, did }: Asked['filters']) => ({
  state: state as PlcOperationState | undefined,
  did,
  failedBefore: NOW,
})

/** Lists that have a spec of their own, or are another one of these in another form. */
export const EXPLAINED_ELSEWHERE = new Set([
  '/admin/v1/accounts',
  '/admin/v1/accounts.csv',
  '/admin/v1/identities',
  '/admin/v1/audit',
  '/admin/v1/audit/export',
])

/** Every other list, by its path. One that is not here fails the test. */
export const LISTS: Readonly<Record<string, KnownList>> = {
  '/admin/v1/role-assignments': {
    filters: { role: ['auditor', 'owner', 'none'], did: ['did:plc:7', 'did:plc:none'] },
    place: MIDDLE,
    page: (db, { filters: { role, did }, ...slice }) =>
      new PgAssignmentStore(db, undefined as never).list({ role, did }, slice),
    count: (db, { role, did }) => new PgAssignmentStore(db, undefined as never).count({ role, did }),
  },
  '/admin/v1/tokens': {
    filters: {},
    place: MIDDLE,
    page: (db, slice) => new PgTokenStore(db).list(undefined, slice),
    count: (db) => new PgTokenStore(db).count(undefined),
  },
  '/admin/v1/accounts/{did}/blob-list': {
    filters: { takendown: ['true', 'false'] },
    place: { value: '', id: '' },
    page: (db, { filters, after, ...slice }) =>
      new PgBlobTableStore(db).moderated(
        'did:plc:blobs' as Did,
        { takendown: yesNo(filters['takendown']) },
        { ...slice, after: after && (Buffer.from('0171122000002710', 'hex') as unknown as CidBytes) },
      ),
    count: (db, { takendown }) =>
      new PgBlobTableStore(db).countModerated('did:plc:blobs' as Did, { takendown: yesNo(takendown) }),
  },
  '/admin/v1/holds': {
    filters: { did: ['did:plc:7', 'did:plc:none'], released: ['true', 'false'] },
    place: MIDDLE,
    page: (db, { filters, descending, limit, after }) =>
      new PgHoldStore(db).list(holdsAsked(filters), { descending, limit, afterId: after?.id }),
    count: (db, filters) => new PgHoldStore(db).count(holdsAsked(filters)),
  },
  '/admin/v1/exports': {
    filters: { did: ['did:plc:7', 'did:plc:none'], kind: ['export', 'hold'] },
    place: MIDDLE,
    page: (db, { filters: { did, kind }, ...slice }) =>
      new PgArchiveStore(db).list({ did, kind: kind as 'hold' | undefined }, slice),
    count: (db, { did, kind }) => new PgArchiveStore(db).count({ did, kind: kind as 'hold' | undefined }),
  },
  // Whoever may only see their own work asks for it as others ask by a filter.
  '/admin/v1/bulk': {
    filters: { beginner: ['did:plc:many', 'did:plc:few', 'did:plc:none'] },
    place: MIDDLE,
    page: (db, { filters, ...slice }) => new PgBulkStore(db).list(filters['beginner'], slice),
    count: (db, { beginner }) => new PgBulkStore(db).count(beginner),
  },
  '/admin/v1/bulk/{job}/rows': {
    filters: { outcome: ['created', 'failed', 'skipped'] },
    place: { value: '', id: '10000' },
    page: (db, { filters, ...slice }) =>
      new PgBulkStore(db).rows(ONE, filters['outcome'] as BulkOutcome | undefined, slice),
  },
  '/admin/v1/approvals': {
    filters: { state: ['pending', 'approved', 'denied', 'expired'] },
    place: MIDDLE,
    page: (db, { filters, ...slice }) =>
      new PgApprovalStore(db).list(filters['state'] as ApprovalState | undefined, NOW, slice),
    count: (db, { state }) => new PgApprovalStore(db).count(state as ApprovalState | undefined, NOW),
  },
  '/admin/v1/reports': {
    filters: { state: ['open', 'resolved'], subject: ['did:plc:7', 'did:plc:none'] },
    place: { value: '', id: '10000' },
    page: (db, { filters, after, descending, limit }) =>
      new PgReportStore(db).page(
        reportsAsked(filters),
        { id: after && Number(after.id), ascending: !descending },
        limit,
      ),
    count: (db, filters) => new PgReportStore(db).countOf(reportsAsked(filters)),
  },
  '/admin/v1/jobs': {
    filters: { kind: ['bulk', 'doctor', 'none'], state: ['done', 'failed', 'active'] },
    place: MIDDLE,
    page: (db, asked) => new LongJobStore(db).list({ ...jobsAsked(asked.filters), ...byId(asked) }),
    count: (db, filters) => new LongJobStore(db).count(jobsAsked(filters)),
  },
  '/admin/v1/webhooks/{id}/deliveries': {
    filters: {
      state: ['delivered', 'waiting', 'dead'],
      type: ['account.updated', 'report.created', 'plc.failed'],
    },
    place: MIDDLE,
    page: (db, asked) => new DeliveryStore(db).list({ webhookId: ONE, ...asked.filters }, byId(asked)),
    count: (db, filters) => new DeliveryStore(db).count({ webhookId: ONE, ...filters }),
  },
  '/admin/v1/invites': {
    filters: {
      state: ['open', 'used', 'expired', 'revoked'],
      disabled: ['true', 'false'],
      forAccount: ['admin', 'did:plc:7', 'did:plc:none'],
    },
    place: { ...MIDDLE, id: '10000' },
    page: (db, { filters, ...slice }) => new PgInviteStore(db).list(invitesAsked(filters), slice),
    count: (db, filters) => new PgInviteStore(db).count(invitesAsked(filters)),
  },
  '/admin/v1/sso/scim-events': {
    filters: { connection: [MOST, ONE], outcome: ['done', 'refused'] },
    place: MIDDLE,
    page: (db, asked) =>
      new ScimEvents(db, undefined as never, undefined as never).list(scimAsked(asked.filters), byId(asked)),
    count: (db, filters) =>
      new ScimEvents(db, undefined as never, undefined as never).count(scimAsked(filters)),
  },
  '/admin/v1/sso/connections/{id}/traces': {
    filters: { outcome: ['done', 'failed'] },
    place: MIDDLE,
    page: (db, asked) =>
      new PgTraceStore(db).list({ connectionId: MOST, outcome: asked.filters['outcome'], ...byId(asked) }),
  },
  '/admin/v1/plc/operations': {
    filters: { state: ['published', 'pending', 'failed', 'refused'], did: ['did:plc:7', 'did:plc:none'] },
    place: { ...MIDDLE, id: 'cid' },
    page: (db, { filters, ...slice }) => new PlcOperationListStore(db).list(operationsAsked(filters), slice),
    count: (db, filters) => new PlcOperationListStore(db).count(operationsAsked(filters)),
  },
  '/admin/v1/migrations/invited': {
    filters: { state: ['done', 'invited', 'underWay', 'waiting', 'failed', 'rolledBack', 'expired'] },
    place: MIDDLE,
    page: (db, { filters, ...slice }) => new GuidedMoveStore(db).list(filters['state'], NOW, slice),
    count: (db, { state }) => new GuidedMoveStore(db).count(state, NOW),
  },
  '/admin/v1/migrations': {
    filters: { direction: ['in', 'out'] },
    place: { ...MIDDLE, id: 'did:plc:7' },
    page: (db, { filters, ...slice }) =>
      moves(db).list({ direction: filters['direction'] as MoveDirection | undefined }, slice),
    count: (db, { direction }) => moves(db).count({ direction: direction as MoveDirection | undefined }),
  },
  '/admin/v1/terms-acceptances': {
    filters: { version: ['v1', 'v2', 'none'], did: ['did:plc:7', 'did:plc:none'] },
    place: { ...MIDDLE, id: 'did:plc:7 v1' },
    page: (db, { filters, ...slice }) => new TermsAcceptanceStore(db).list(filters, slice),
    count: (db, filters) => new TermsAcceptanceStore(db).count(filters),
  },
  '/admin/v1/handles/former': {
    filters: {},
    place: { value: '', id: 'user5' },
    page: (db, asked) => new PgFormerHandleStore(db).list({ since: new Date(0), ...byId(asked) }),
    count: (db) => new PgFormerHandleStore(db).count(new Date(0)),
  },
}

function holdsAsked({ did, released }: Asked['filters']) {
  return { did: did as Did | undefined, released: yesNo(released) }
}

function jobsAsked({ kind, state }: Asked['filters']) {
  return { kind, state: state as LongJobState | undefined }
}

function scimAsked({ connection, outcome }: Asked['filters']) {
  return { connectionId: connection, outcome }
}
