/** How many entries the lists have, where that can be. */
export const ENTRIES = 20_000

/** A connection or webhook of few entries, and one of most. */
export const ONE = '01900000-0000-7000-8000-000000000001'
export const MOST = '01900000-0000-7000-8000-000000000002'

const TIMED = '01900000-0000-7000-8000-'

/** The id of the entry of a number: they are in the order of time. */
export function timed(n: number): string {
  return TIMED + n.toString(16).padStart(12, '0')
}

const ID = `('${TIMED}' || lpad(to_hex(n), 12, '0'))::uuid`
const AT = `timestamptz '2026-01-01' + n * interval '1 minute'`
const DID = `'did:plc:' || n`
const rows = (count: number) => `FROM generate_series(1, ${count}) AS n`

/** Few things that administrators have: as many as a large organization may have in years. */
const FEW = 2_000

/** Statements that fill the tables of the lists. */
export const SEED = [
  `INSERT INTO admin_role_assignment (id, did, role, granted_at)
   SELECT ${ID}, ${DID}, CASE n % 500 WHEN 0 THEN 'owner' ELSE 'auditor' END, ${AT} ${rows(FEW)}`,
  `INSERT INTO admin_token (id, name, secret_hash, permissions, ip_allow, created_at, expires_at)
   SELECT ${ID}, 'A token', int4send(n), '[]', '[]', ${AT}, ${AT} ${rows(FEW)}`,
  `INSERT INTO repo (repo_id, did, root, data, rev, commit_block) VALUES (1, 'did:plc:blobs', '', '', '', '')`,
  `INSERT INTO blob (repo_id, cid, mime_type, size, object_key, takedown_ref)
   SELECT 1, '\\x01711220' || int4send(n), 'image/png', 1, n, CASE n % 5000 WHEN 0 THEN 'ref' END ${rows(ENTRIES)}`,
  `INSERT INTO legal_hold (id, did, reason, placed_by, placed_at, released_at)
   SELECT ${ID}, ${DID}, 'A reason.', 'did:plc:owner', ${AT}, CASE WHEN n % 1000 <> 0 THEN ${AT} END ${rows(FEW)}`,
  `INSERT INTO account_archive (id, did, kind, include, requested_by, created_at)
   SELECT ${ID}, ${DID}, CASE n % 5000 WHEN 0 THEN 'hold' ELSE 'export' END, '[]', 'did:plc:owner', ${AT}
     ${rows(ENTRIES)}`,
  `INSERT INTO bulk_job (id, kind, options, dry_run, total, agent, grants, created_by, created_at)
   SELECT ${ID}, 'accounts', '{}', false, 1, '{}', '{}',
          CASE n % 1000 WHEN 0 THEN 'did:plc:few' ELSE 'did:plc:many' END, ${AT} ${rows(FEW)}`,
  `INSERT INTO bulk_row (job_id, number, input, state, outcome)
   SELECT '${ONE}', n, '{}', 'done', CASE n % 5000 WHEN 0 THEN 'failed' ELSE 'created' END ${rows(ENTRIES)}`,
  `INSERT INTO admin_approval (id, action, target_type, target_id, payload, requested_by, requester, requested_at,
                               expires_at, state)
   SELECT ${ID}, 'account.delete', 'account', n, '{}', 'did:plc:owner', '{}', ${AT},
          CASE n % 100 WHEN 0 THEN timestamptz '2027-01-01' ELSE ${AT} END,
          CASE n % 10 WHEN 0 THEN 'pending' WHEN 1 THEN 'denied' ELSE 'approved' END ${rows(FEW)}`,
  `INSERT INTO report (reason_type, content, state, created_at, forwarding, subject_did)
   SELECT 'spam', '{}', CASE n % 5000 WHEN 0 THEN 'open' ELSE 'resolved' END, ${AT}, 'off', 'did:plc:' || n % 2000 ${rows(ENTRIES)}`,
  `INSERT INTO long_job (id, kind, state, input, unit, created_at)
   SELECT ${ID}, CASE n % 5000 WHEN 0 THEN 'doctor' ELSE 'bulk' END, CASE n % 4000 WHEN 0 THEN 'failed' ELSE 'done' END,
          '{}', 'accounts', ${AT} ${rows(ENTRIES)}`,
  `INSERT INTO webhook_delivery (id, webhook_id, type, body, state, created_at, tried_since, due_at)
   SELECT ${ID}, '${ONE}', CASE n % 5000 WHEN 0 THEN 'report.created' ELSE 'account.updated' END, '{}',
          CASE n % 4000 WHEN 0 THEN 'dead' ELSE 'delivered' END, ${AT}, ${AT}, ${AT} ${rows(ENTRIES)}`,
  `INSERT INTO invite_code (code, available_uses, disabled, for_account, created_by, created_at, expires_at)
   SELECT 'code-' || n, 1, n % 1000 = 3, CASE n % 100 WHEN 0 THEN 'did:plc:' || n / 100 ELSE 'admin' END, 'admin', ${AT},
          CASE WHEN n % 50 = 1 THEN ${AT} END ${rows(ENTRIES)}`,
  `INSERT INTO invite_code_use (code, used_by, used_at)
   SELECT 'code-' || n, ${DID}, ${AT} ${rows(ENTRIES)} WHERE n % 50 NOT IN (1, 2)`,
  `INSERT INTO scim_event (id, connection_id, at, action, outcome)
   SELECT ${ID}, CASE n % 2000 WHEN 0 THEN '${ONE}'::uuid ELSE '${MOST}' END, ${AT}, 'user.update',
          CASE n % 5000 WHEN 0 THEN 'refused' ELSE 'done' END ${rows(ENTRIES)}`,
  `INSERT INTO sso_trace (id, connection_id, at, purpose, outcome, details)
   SELECT ${ID}, '${MOST}', ${AT}, 'signIn', CASE n % 5000 WHEN 0 THEN 'failed' ELSE 'done' END, '{}' ${rows(ENTRIES)}`,
  `INSERT INTO plc_operation (did, cid, operation, created_at)
   SELECT ${DID}, 'cid' || n, '{"type": "plc_operation", "prev": null, "alsoKnownAs": ["at://a.example.org"]}', ${AT}
     ${rows(ENTRIES)}`,
  `INSERT INTO plc_refusal (did, kind, at) SELECT 'did:plc:refused' || n, 'change', ${AT} ${rows(20)}`,
  `INSERT INTO guided_move (id, did, origin, language, invite_code, token_hash, state, created_at, expires_at, changed_at)
   SELECT ${ID}, ${DID}, 'https://old.example.org', 'en', 'code', int4send(n),
          CASE n % 400 WHEN 0 THEN 'invited' WHEN 1 THEN 'waiting' WHEN 2 THEN 'failed' WHEN 3 THEN 'underWay'
                       WHEN 4 THEN 'rolledBack' ELSE 'done' END,
          ${AT}, CASE WHEN n % 800 < 400 THEN timestamptz '2027-01-01' ELSE ${AT} END, ${AT} ${rows(ENTRIES)}`,
  `INSERT INTO account (did, handle, created_at, status)
   SELECT ${DID}, 'user' || n || '.example.org', ${AT}, CASE n % 100 WHEN 0 THEN 'deactivated' ELSE 'active' END
     ${rows(ENTRIES)}`,
  `INSERT INTO account_history (did, command, actor, former_state, state)
   SELECT ${DID}, 'deactivate', 'member', 'active', 'deactivated' ${rows(ENTRIES)} WHERE n % 200 = 0`,
  `INSERT INTO terms_acceptance (did, version, accepted_at)
   SELECT ${DID}, CASE n % 5000 WHEN 0 THEN 'v2' ELSE 'v1' END, ${AT} ${rows(ENTRIES)}`,
  `INSERT INTO former_handle (handle, did, given_up_at) SELECT 'user' || n, ${DID}, ${AT} ${rows(ENTRIES)}`,
]
