-- The schema after all migrations, to be read: nothing loads it.
-- Written by `node scripts/schema.mjs`; do not edit.

CREATE EXTENSION pg_trgm;

CREATE TABLE account (
  did text COLLATE "C" NOT NULL,
  handle text COLLATE "C",
  email text COLLATE "C",
  password_hash text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  email_confirmed_at timestamp with time zone,
  invites_disabled boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'active'::text,
  takedown_ref text,
  deactivated_at timestamp with time zone,
  delete_after timestamp with time zone,
  locked_at timestamp with time zone,
  email_auth_factor boolean NOT NULL DEFAULT false,
  offboarded_at timestamp with time zone,
  offboard_until timestamp with time zone,
  offboard_told_days integer,
  language text COLLATE "C",
  suspended_until timestamp with time zone,
  CONSTRAINT account_pkey PRIMARY KEY (did),
  CONSTRAINT account_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text, 'suspended'::text, 'takendown'::text, 'deleted'::text])))
);
CREATE INDEX account_by_email_idx ON account USING btree (COALESCE(lower(email), ''::text), did);
CREATE INDEX account_by_handle_idx ON account USING btree (COALESCE(lower(handle), ''::text), did);
CREATE INDEX account_created_at_idx ON account USING btree (created_at, did);
CREATE INDEX account_delete_after_idx ON account USING btree (delete_after) WHERE (delete_after IS NOT NULL);
CREATE INDEX account_email_factor_idx ON account USING btree (did) WHERE email_auth_factor;
CREATE UNIQUE INDEX account_email_key ON account USING btree (lower(email));
CREATE UNIQUE INDEX account_handle_key ON account USING btree (lower(handle));
CREATE INDEX account_handle_reversed_idx ON account USING btree (reverse(lower(handle)));
CREATE INDEX account_locked_idx ON account USING btree (created_at, did) WHERE (locked_at IS NOT NULL);
CREATE INDEX account_offboard_until_idx ON account USING btree (offboard_until) WHERE (offboard_until IS NOT NULL);
CREATE INDEX account_status_idx ON account USING btree (status, created_at, did);
CREATE INDEX account_suspended_until_idx ON account USING btree (suspended_until) WHERE (suspended_until IS NOT NULL);
CREATE INDEX account_trigram_idx ON account USING gin (lower(handle) gin_trgm_ops, lower(email) gin_trgm_ops);

CREATE TABLE account_archive (
  id uuid NOT NULL,
  did text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  hold_id uuid,
  include jsonb NOT NULL,
  requested_by text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  made_at timestamp with time zone,
  expires_at timestamp with time zone,
  downloaded_at timestamp with time zone,
  object_key text COLLATE "C",
  size bigint,
  wrapped bytea,
  kek_id text COLLATE "C",
  CONSTRAINT account_archive_pkey PRIMARY KEY (id)
);
CREATE INDEX account_archive_did_idx ON account_archive USING btree (did);
CREATE INDEX account_archive_expires_at_idx ON account_archive USING btree (expires_at) WHERE (object_key IS NOT NULL);
CREATE INDEX account_archive_hold_idx ON account_archive USING btree (hold_id) WHERE (hold_id IS NOT NULL);
CREATE INDEX account_archive_kind_idx ON account_archive USING btree (kind, id);
CREATE UNIQUE INDEX account_archive_object_key_key ON account_archive USING btree (object_key) WHERE (object_key IS NOT NULL);

CREATE TABLE account_draft (
  did text COLLATE "C" NOT NULL,
  handle text COLLATE "C" NOT NULL,
  email text COLLATE "C",
  input jsonb NOT NULL,
  signing_key_did text NOT NULL,
  signing_key_wrapped bytea NOT NULL,
  signing_key_kek_id text NOT NULL,
  plc_operation jsonb,
  step text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT account_draft_pkey PRIMARY KEY (did)
);
CREATE UNIQUE INDEX account_draft_handle_key ON account_draft USING btree (lower(handle));
CREATE INDEX account_draft_updated_at_idx ON account_draft USING btree (updated_at);

CREATE TABLE account_history (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  did text COLLATE "C" NOT NULL,
  command text NOT NULL,
  actor text NOT NULL,
  reason text,
  former_state text NOT NULL,
  state text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT account_history_pkey PRIMARY KEY (id)
);
CREATE INDEX account_history_did_idx ON account_history USING btree (did, id);

CREATE TABLE account_preference (
  did text COLLATE "C" NOT NULL,
  place integer NOT NULL,
  type text COLLATE "C" NOT NULL,
  value text NOT NULL,
  CONSTRAINT account_preference_pkey PRIMARY KEY (did, place)
);

CREATE TABLE account_seen (
  did text COLLATE "C" NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT account_seen_pkey PRIMARY KEY (did)
);
CREATE INDEX account_seen_at_idx ON account_seen USING btree (seen_at, did);

CREATE TABLE admin_approval (
  id uuid NOT NULL,
  action text COLLATE "C" NOT NULL,
  target_type text COLLATE "C" NOT NULL,
  target_id text COLLATE "C" NOT NULL,
  payload jsonb NOT NULL,
  reason text,
  requested_by text COLLATE "C" NOT NULL,
  requester jsonb NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  state text COLLATE "C" NOT NULL,
  decided_by text COLLATE "C",
  decided_at timestamp with time zone,
  decision_reason text,
  CONSTRAINT admin_approval_pkey PRIMARY KEY (id)
);
CREATE INDEX admin_approval_state_idx ON admin_approval USING btree (state, id);

CREATE TABLE admin_idempotency (
  key bytea NOT NULL,
  request_hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  status integer,
  answer bytea,
  CONSTRAINT admin_idempotency_pkey PRIMARY KEY (key)
);
CREATE INDEX admin_idempotency_created_at_idx ON admin_idempotency USING btree (created_at);

CREATE TABLE admin_mapped_role (
  did text COLLATE "C" NOT NULL,
  connection_id uuid NOT NULL,
  role text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  mapped_at timestamp with time zone NOT NULL,
  CONSTRAINT admin_mapped_role_pkey PRIMARY KEY (did, connection_id, role, domain)
);
CREATE INDEX admin_mapped_role_role_idx ON admin_mapped_role USING btree (role);

CREATE TABLE admin_measure (
  key text COLLATE "C" NOT NULL,
  bucket text COLLATE "C" NOT NULL,
  at timestamp with time zone NOT NULL,
  value double precision NOT NULL,
  samples integer NOT NULL,
  CONSTRAINT admin_measure_pkey PRIMARY KEY (key, bucket, at)
);
CREATE INDEX admin_measure_age_idx ON admin_measure USING btree (bucket, at);

CREATE TABLE admin_role (
  id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  help text NOT NULL,
  priority integer NOT NULL,
  permissions jsonb NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT admin_role_pkey PRIMARY KEY (id)
);

CREATE TABLE admin_role_assignment (
  id uuid NOT NULL,
  did text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  domain text COLLATE "C",
  expires_at timestamp with time zone,
  granted_by text COLLATE "C",
  granted_at timestamp with time zone NOT NULL,
  CONSTRAINT admin_role_assignment_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX admin_role_assignment_key ON admin_role_assignment USING btree (did, role, COALESCE(domain, ''::text));
CREATE INDEX admin_role_assignment_role_idx ON admin_role_assignment USING btree (role);

CREATE TABLE admin_token (
  id uuid NOT NULL,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  former_hash bytea,
  former_until timestamp with time zone,
  permissions jsonb NOT NULL,
  ip_allow jsonb NOT NULL,
  created_by text COLLATE "C",
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  used_at timestamp with time zone,
  used_ip text,
  domain text COLLATE "C",
  CONSTRAINT admin_token_pkey PRIMARY KEY (id)
);
CREATE INDEX admin_token_expires_at_idx ON admin_token USING btree (expires_at) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX admin_token_former_hash_key ON admin_token USING btree (former_hash) WHERE (former_hash IS NOT NULL);
CREATE UNIQUE INDEX admin_token_secret_hash_key ON admin_token USING btree (secret_hash);

CREATE TABLE app_password (
  did text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  password_hash text NOT NULL,
  privileged boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  CONSTRAINT app_password_pkey PRIMARY KEY (did, name)
);

CREATE TABLE audit_checkpoint (
  seq bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  hash bytea NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  key_id text COLLATE "C" NOT NULL,
  signature bytea NOT NULL,
  CONSTRAINT audit_checkpoint_pkey PRIMARY KEY (kind, seq)
);

CREATE TABLE audit_entry (
  seq bigint NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  action text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  actor_type text COLLATE "C" NOT NULL,
  actor_id text COLLATE "C",
  actor_more text NOT NULL,
  target_type text COLLATE "C",
  target_id text COLLATE "C",
  request_id text COLLATE "C",
  reason text,
  before text,
  after text,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (seq)
);
CREATE INDEX audit_entry_action_idx ON audit_entry USING btree (action, seq);
CREATE INDEX audit_entry_actor_idx ON audit_entry USING btree (actor_id, seq);
CREATE INDEX audit_entry_actor_type_idx ON audit_entry USING btree (actor_type, seq);
CREATE INDEX audit_entry_at_idx ON audit_entry USING btree (at, seq);
CREATE INDEX audit_entry_behalf_idx ON audit_entry USING btree ("substring"(actor_more, '"onBehalfOf":"([^"]*)"'::text), seq) WHERE (actor_type = 'token'::text);
CREATE INDEX audit_entry_outcome_idx ON audit_entry USING btree (outcome, seq);
CREATE INDEX audit_entry_request_idx ON audit_entry USING btree (request_id, seq);
CREATE INDEX audit_entry_target_idx ON audit_entry USING btree (target_id, seq);

CREATE TABLE audit_head (
  id smallint NOT NULL DEFAULT 1,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_head_pkey PRIMARY KEY (id),
  CONSTRAINT audit_head_id_check CHECK ((id = 1))
);

CREATE TABLE audit_key (
  key_id text COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL,
  kek_id text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT audit_key_pkey PRIMARY KEY (key_id)
);

CREATE TABLE audit_sink (
  name text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  error text,
  CONSTRAINT audit_sink_pkey PRIMARY KEY (name)
);

CREATE TABLE backup_run (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  place text NOT NULL,
  backup_id text COLLATE "C",
  started_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone NOT NULL,
  succeeded boolean NOT NULL,
  bytes bigint,
  note text,
  CONSTRAINT backup_run_pkey PRIMARY KEY (id)
);
CREATE INDEX backup_run_started_at_idx ON backup_run USING btree (started_at);

CREATE TABLE blob (
  repo_id bigint NOT NULL,
  cid bytea NOT NULL,
  mime_type text NOT NULL,
  size bigint NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  takedown_ref text,
  object_key text COLLATE "C" NOT NULL,
  expires_at timestamp with time zone,
  CONSTRAINT blob_pkey PRIMARY KEY (repo_id, cid)
);
CREATE INDEX blob_expires_at_idx ON blob USING btree (expires_at) WHERE (expires_at IS NOT NULL);
CREATE UNIQUE INDEX blob_object_key_key ON blob USING btree (object_key);
CREATE INDEX blob_takendown_idx ON blob USING btree (repo_id, cid) WHERE (takedown_ref IS NOT NULL);

CREATE TABLE blob_allowance (
  did text COLLATE "C" NOT NULL,
  upload_bytes_max bigint,
  quota_bytes bigint,
  daily_bytes bigint,
  daily_count bigint,
  location_allowed boolean,
  CONSTRAINT blob_allowance_pkey PRIMARY KEY (did)
);

CREATE TABLE blob_garbage (
  object_key text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT blob_garbage_pkey PRIMARY KEY (object_key)
);

CREATE TABLE blob_group_quota (
  did text COLLATE "C" NOT NULL,
  connection_id uuid NOT NULL,
  quota_bytes bigint NOT NULL,
  mapped_at timestamp with time zone NOT NULL,
  CONSTRAINT blob_group_quota_pkey PRIMARY KEY (did, connection_id)
);

CREATE TABLE blob_upload_day (
  did text COLLATE "C" NOT NULL,
  day date NOT NULL,
  bytes bigint NOT NULL,
  count bigint NOT NULL,
  CONSTRAINT blob_upload_day_pkey PRIMARY KEY (did)
);

CREATE TABLE branding_asset (
  digest text COLLATE "C" NOT NULL,
  type text NOT NULL,
  bytes bytea NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT branding_asset_pkey PRIMARY KEY (digest)
);

CREATE TABLE bulk_job (
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  options jsonb NOT NULL,
  dry_run boolean NOT NULL,
  reason text,
  total integer NOT NULL,
  agent jsonb NOT NULL,
  grants jsonb NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT bulk_job_pkey PRIMARY KEY (id)
);
CREATE INDEX bulk_job_created_by_idx ON bulk_job USING btree (created_by, id);

CREATE TABLE bulk_row (
  job_id uuid NOT NULL,
  number integer NOT NULL,
  input jsonb NOT NULL,
  state text COLLATE "C" NOT NULL,
  outcome text COLLATE "C",
  did text COLLATE "C",
  detail text,
  handle text COLLATE "C",
  CONSTRAINT bulk_row_pkey PRIMARY KEY (job_id, number)
);
CREATE UNIQUE INDEX bulk_row_handle_idx ON bulk_row USING btree (job_id, handle) WHERE (handle IS NOT NULL);
CREATE INDEX bulk_row_open_idx ON bulk_row USING btree (job_id, number) WHERE (state <> 'done'::text);
CREATE INDEX bulk_row_outcome_idx ON bulk_row USING btree (job_id, outcome, number) WHERE (outcome IS NOT NULL);

CREATE TABLE crawler (
  url text COLLATE "C" NOT NULL,
  wanted_at timestamp with time zone,
  asked_at timestamp with time zone,
  succeeded_at timestamp with time zone,
  due_at timestamp with time zone,
  failures integer NOT NULL DEFAULT 0,
  error text,
  checked_at timestamp with time zone,
  host_status text,
  host_seq bigint,
  lag bigint,
  check_error text,
  trouble text,
  trouble_checks integer NOT NULL DEFAULT 0,
  trouble_since timestamp with time zone,
  round_did text COLLATE "C",
  CONSTRAINT crawler_pkey PRIMARY KEY (url)
);

CREATE TABLE did_document (
  did text COLLATE "C" NOT NULL,
  document jsonb NOT NULL,
  fetched_at timestamp with time zone NOT NULL,
  CONSTRAINT did_document_pkey PRIMARY KEY (did)
);

CREATE TABLE event_pack (
  last_seq bigint NOT NULL,
  first_seq bigint NOT NULL,
  last_at timestamp with time zone NOT NULL,
  events integer NOT NULL,
  dids text[] COLLATE "C" NOT NULL,
  purged_dids text[] COLLATE "C" NOT NULL DEFAULT '{}'::text[],
  body bytea NOT NULL,
  CONSTRAINT event_pack_pkey PRIMARY KEY (last_seq)
);
ALTER TABLE event_pack ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX event_pack_dids_idx ON event_pack USING gin (dids) WITH (fastupdate=off);
CREATE INDEX event_pack_purged_idx ON event_pack USING btree (last_seq) WHERE (purged_dids <> '{}'::text[]);

CREATE TABLE event_pending (
  event_id bigint NOT NULL,
  CONSTRAINT event_pending_pkey PRIMARY KEY (event_id)
) WITH (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_cost_delay=0, autovacuum_analyze_scale_factor=0, autovacuum_analyze_threshold=100000);

CREATE TABLE event_seq (
  seq bigint NOT NULL,
  event_id bigint NOT NULL,
  sequenced_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT event_seq_pkey PRIMARY KEY (seq),
  CONSTRAINT event_seq_event_id_key UNIQUE (event_id)
);

CREATE TABLE external_identity (
  connection_id uuid NOT NULL,
  subject text COLLATE "C" NOT NULL,
  did text COLLATE "C" NOT NULL,
  issuer text COLLATE "C" NOT NULL,
  email text,
  claims jsonb NOT NULL,
  linked_by text COLLATE "C" NOT NULL,
  linked_at timestamp with time zone NOT NULL,
  last_login_at timestamp with time zone,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  CONSTRAINT external_identity_pkey PRIMARY KEY (connection_id, subject)
);
CREATE INDEX external_identity_connection_linked_idx ON external_identity USING btree (connection_id, linked_at, id);
CREATE INDEX external_identity_did_idx ON external_identity USING btree (did);
CREATE UNIQUE INDEX external_identity_id_idx ON external_identity USING btree (id);
CREATE INDEX external_identity_linked_idx ON external_identity USING btree (linked_at, id);
CREATE INDEX external_identity_subject_idx ON external_identity USING btree (subject);

CREATE TABLE firehose_node (
  node uuid NOT NULL,
  readers jsonb NOT NULL,
  noted_at timestamp with time zone NOT NULL,
  CONSTRAINT firehose_node_pkey PRIMARY KEY (node)
);

CREATE TABLE former_handle (
  handle text COLLATE "C" NOT NULL,
  did text COLLATE "C" NOT NULL,
  given_up_at timestamp with time zone NOT NULL,
  CONSTRAINT former_handle_pkey PRIMARY KEY (handle)
);
CREATE INDEX former_handle_given_up_at_idx ON former_handle USING btree (given_up_at);

CREATE TABLE guided_move (
  id uuid NOT NULL,
  did text COLLATE "C" NOT NULL,
  origin text NOT NULL,
  old_handle text,
  new_handle text,
  email text,
  language text COLLATE "C" NOT NULL,
  invite_code text COLLATE "C" NOT NULL,
  token_hash bytea NOT NULL,
  device_id bytea,
  state text COLLATE "C" NOT NULL,
  wish text COLLATE "C",
  problem text,
  job_id uuid,
  passage jsonb,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT guided_move_pkey PRIMARY KEY (id)
);
CREATE INDEX guided_move_changed_at_idx ON guided_move USING btree (changed_at);
CREATE UNIQUE INDEX guided_move_did_key ON guided_move USING btree (did) WHERE (state = ANY (ARRAY['invited'::text, 'underWay'::text, 'waiting'::text, 'failed'::text]));
CREATE INDEX guided_move_state_idx ON guided_move USING btree (state, id);
CREATE UNIQUE INDEX guided_move_token_hash_key ON guided_move USING btree (token_hash);

CREATE TABLE guided_move_secret (
  id text COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL,
  kek_id text COLLATE "C" NOT NULL,
  CONSTRAINT guided_move_secret_pkey PRIMARY KEY (id)
);

CREATE TABLE half_sign_in (
  device_id bytea NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  did text COLLATE "C" NOT NULL,
  remembered boolean NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT half_sign_in_pkey PRIMARY KEY (device_id, purpose)
);
CREATE INDEX half_sign_in_did_idx ON half_sign_in USING btree (did);
CREATE INDEX half_sign_in_expires_at_idx ON half_sign_in USING btree (expires_at);

CREATE TABLE handle_claim (
  did text COLLATE "C" NOT NULL,
  handle text COLLATE "C" NOT NULL,
  claimed_at timestamp with time zone NOT NULL,
  CONSTRAINT handle_claim_pkey PRIMARY KEY (did)
);
CREATE UNIQUE INDEX handle_claim_handle_key ON handle_claim USING btree (handle);

CREATE TABLE held_record (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  did text COLLATE "C" NOT NULL,
  path text COLLATE "C" NOT NULL,
  cid bytea NOT NULL,
  content bytea NOT NULL,
  rev text COLLATE "C" NOT NULL,
  gone_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT held_record_pkey PRIMARY KEY (id)
);
CREATE INDEX held_record_did_idx ON held_record USING btree (did, id);

CREATE TABLE housekeeping_run (
  task text COLLATE "C" NOT NULL,
  started_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone NOT NULL,
  failure text,
  CONSTRAINT housekeeping_run_pkey PRIMARY KEY (task)
);

CREATE TABLE identity_check (
  did text COLLATE "C" NOT NULL,
  checked_at timestamp with time zone NOT NULL,
  handle_failures integer NOT NULL,
  nullified integer,
  CONSTRAINT identity_check_pkey PRIMARY KEY (did)
);
CREATE INDEX identity_check_failing_idx ON identity_check USING btree (did) WHERE (handle_failures > 0);

CREATE TABLE invite_code (
  code text COLLATE "C" NOT NULL,
  available_uses integer NOT NULL,
  disabled boolean NOT NULL DEFAULT false,
  for_account text COLLATE "C" NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone,
  email_pattern text,
  handle_domain text,
  account_class text,
  sent_to text,
  sent_at timestamp with time zone,
  language text,
  role text COLLATE "C",
  role_domain text COLLATE "C",
  maker_type text,
  maker_id text COLLATE "C",
  revoked_at timestamp with time zone,
  suggested_handle text COLLATE "C",
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  uses integer NOT NULL DEFAULT 0,
  CONSTRAINT invite_code_pkey PRIMARY KEY (code)
);
CREATE INDEX invite_code_for_account_idx ON invite_code USING btree (for_account);
CREATE INDEX invite_code_made_idx ON invite_code USING btree (created_at, id);
CREATE INDEX invite_code_sent_to_idx ON invite_code USING btree (sent_to) WHERE (sent_to IS NOT NULL);
CREATE INDEX invite_code_stage_idx ON invite_code USING btree ((
CASE
    WHEN disabled THEN 'revoked'::text
    WHEN (uses >= available_uses) THEN 'used'::text
    ELSE 'open'::text
END), created_at, id);

CREATE TABLE invite_code_use (
  code text COLLATE "C" NOT NULL,
  used_by text COLLATE "C" NOT NULL,
  used_at timestamp with time zone NOT NULL DEFAULT now(),
  is_awaited boolean NOT NULL DEFAULT false,
  CONSTRAINT invite_code_use_pkey PRIMARY KEY (code, used_by)
);
CREATE INDEX invite_code_use_used_by_idx ON invite_code_use USING btree (used_by);

CREATE TABLE legal_hold (
  id uuid NOT NULL,
  did text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  review_at timestamp with time zone,
  placed_by text NOT NULL,
  placed_at timestamp with time zone NOT NULL,
  released_by text,
  released_at timestamp with time zone,
  release_reason text,
  CONSTRAINT legal_hold_pkey PRIMARY KEY (id)
);
CREATE INDEX legal_hold_did_idx ON legal_hold USING btree (did);
CREATE INDEX legal_hold_open_idx ON legal_hold USING btree (id) WHERE (released_at IS NULL);

CREATE TABLE lexicon_document (
  nsid text COLLATE "C" NOT NULL,
  uri text NOT NULL,
  cid bytea NOT NULL,
  content bytea NOT NULL,
  fetched_at timestamp with time zone NOT NULL,
  CONSTRAINT lexicon_document_pkey PRIMARY KEY (nsid)
);
CREATE INDEX lexicon_document_fetched_at_idx ON lexicon_document USING btree (fetched_at);

CREATE TABLE long_job (
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  input jsonb NOT NULL,
  requested_by text,
  done bigint NOT NULL DEFAULT 0,
  total bigint,
  unit text NOT NULL,
  result jsonb,
  failure text,
  attempts integer NOT NULL DEFAULT 0,
  cancel_wanted boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  CONSTRAINT long_job_pkey PRIMARY KEY (id)
);
CREATE INDEX long_job_ended_idx ON long_job USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX long_job_kind_idx ON long_job USING btree (kind, id);
CREATE INDEX long_job_state_idx ON long_job USING btree (state, id);

CREATE TABLE long_job_line (
  job_id uuid NOT NULL,
  no integer NOT NULL,
  at timestamp with time zone NOT NULL,
  text text NOT NULL,
  CONSTRAINT long_job_line_pkey PRIMARY KEY (job_id, no)
);

CREATE TABLE mail_code (
  did text COLLATE "C" NOT NULL,
  purpose text NOT NULL,
  code_hash bytea NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT mail_code_pkey PRIMARY KEY (did, purpose)
);
CREATE INDEX mail_code_expires_at_idx ON mail_code USING btree (expires_at);
CREATE UNIQUE INDEX mail_code_hash_key ON mail_code USING btree (code_hash);

CREATE TABLE member_facts (
  did text COLLATE "C" NOT NULL,
  external_id text COLLATE "C",
  class text COLLATE "C",
  display_name text,
  locale text COLLATE "C",
  updated_at timestamp with time zone NOT NULL,
  note text,
  tags text[] COLLATE "C" NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT member_facts_pkey PRIMARY KEY (did)
);
CREATE INDEX member_facts_class_idx ON member_facts USING btree (class) WHERE (class IS NOT NULL);
CREATE UNIQUE INDEX member_facts_external_id_key ON member_facts USING btree (external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX member_facts_tags_idx ON member_facts USING gin (tags);

CREATE TABLE method_timing (
  method text COLLATE "C" NOT NULL,
  bucket text COLLATE "C" NOT NULL,
  at timestamp with time zone NOT NULL,
  counts bigint[] NOT NULL,
  client_errors bigint NOT NULL,
  server_errors bigint NOT NULL,
  CONSTRAINT method_timing_pkey PRIMARY KEY (method, bucket, at)
);
CREATE INDEX method_timing_age_idx ON method_timing USING btree (bucket, at);

CREATE TABLE oauth_consent (
  did text COLLATE "C" NOT NULL,
  client_id text COLLATE "C" NOT NULL,
  scope text NOT NULL,
  given_at timestamp with time zone NOT NULL,
  CONSTRAINT oauth_consent_pkey PRIMARY KEY (did, client_id)
);

CREATE TABLE oauth_device (
  id bytea NOT NULL,
  user_agent text,
  created_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  ip text,
  CONSTRAINT oauth_device_pkey PRIMARY KEY (id)
);
CREATE INDEX oauth_device_seen_at_idx ON oauth_device USING btree (seen_at);

CREATE TABLE oauth_device_account (
  device_id bytea NOT NULL,
  did text COLLATE "C" NOT NULL,
  remembered boolean NOT NULL,
  signed_in_at timestamp with time zone NOT NULL,
  proved_at timestamp with time zone,
  proved_by text COLLATE "C",
  CONSTRAINT oauth_device_account_pkey PRIMARY KEY (device_id, did)
);
CREATE INDEX oauth_device_account_did_idx ON oauth_device_account USING btree (did);

CREATE TABLE oauth_handed_session (
  id bytea NOT NULL,
  device_id bytea NOT NULL,
  did text COLLATE "C" NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT oauth_handed_session_pkey PRIMARY KEY (id)
);
CREATE INDEX oauth_handed_session_account_idx ON oauth_handed_session USING btree (device_id, did);
CREATE INDEX oauth_handed_session_expires_at_idx ON oauth_handed_session USING btree (expires_at);

CREATE TABLE oauth_model (
  kind text COLLATE "C" NOT NULL,
  id bytea NOT NULL,
  grant_id text COLLATE "C",
  device_id bytea,
  payload jsonb NOT NULL,
  consumed_at timestamp with time zone,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT oauth_model_pkey PRIMARY KEY (kind, id)
);
CREATE INDEX oauth_model_expires_at_idx ON oauth_model USING btree (expires_at);
CREATE INDEX oauth_model_grant_id_idx ON oauth_model USING btree (grant_id);

CREATE TABLE oauth_session (
  id text COLLATE "C" NOT NULL,
  did text COLLATE "C" NOT NULL,
  client_id text COLLATE "C" NOT NULL,
  device_id bytea NOT NULL,
  scope text NOT NULL,
  dpop_thumbprint text COLLATE "C" NOT NULL,
  client_auth jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT oauth_session_pkey PRIMARY KEY (id)
);
CREATE INDEX oauth_session_did_idx ON oauth_session USING btree (did);
CREATE INDEX oauth_session_expires_at_idx ON oauth_session USING btree (expires_at);

CREATE TABLE oauth_signing_key (
  kid text COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL,
  kek_id text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT oauth_signing_key_pkey PRIMARY KEY (kid)
);

CREATE TABLE owner_link (
  digest bytea NOT NULL,
  made_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT owner_link_pkey PRIMARY KEY (digest)
);

CREATE TABLE passkey (
  id text COLLATE "C" NOT NULL,
  did text COLLATE "C" NOT NULL,
  name text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text COLLATE "C" NOT NULL,
  synced boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  CONSTRAINT passkey_pkey PRIMARY KEY (id)
);
CREATE INDEX passkey_did_idx ON passkey USING btree (did);

CREATE TABLE pending_registration (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  subject text COLLATE "C" NOT NULL,
  claims jsonb NOT NULL,
  status text COLLATE "C" NOT NULL,
  handle text COLLATE "C",
  handle_until timestamp with time zone,
  terms_version text,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT pending_registration_pkey PRIMARY KEY (id)
);
CREATE INDEX pending_registration_awaiting_idx ON pending_registration USING btree (id) WHERE (status = 'awaiting'::text);
CREATE INDEX pending_registration_expires_at_idx ON pending_registration USING btree (expires_at);
CREATE UNIQUE INDEX pending_registration_handle_key ON pending_registration USING btree (handle) WHERE (handle IS NOT NULL);
CREATE UNIQUE INDEX pending_registration_subject_key ON pending_registration USING btree (connection_id, subject);

CREATE TABLE plc_operation (
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  did text COLLATE "C" NOT NULL,
  cid text COLLATE "C" NOT NULL,
  operation jsonb NOT NULL,
  nullified boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT plc_operation_pkey PRIMARY KEY (did, cid),
  CONSTRAINT plc_operation_seq_key UNIQUE (seq)
);
CREATE INDEX plc_operation_created_at_idx ON plc_operation USING btree (created_at);

CREATE TABLE plc_refusal (
  did text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  status integer,
  message text,
  at timestamp with time zone NOT NULL,
  CONSTRAINT plc_refusal_pkey PRIMARY KEY (did)
);
CREATE INDEX plc_refusal_at_idx ON plc_refusal USING btree (at);

CREATE TABLE preference_namespace (
  did text COLLATE "C" NOT NULL,
  namespace text COLLATE "C" NOT NULL,
  cid bytea NOT NULL,
  content bytea NOT NULL,
  value_count integer NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT preference_namespace_pkey PRIMARY KEY (did, namespace)
);

CREATE TABLE rate_limit_window (
  name text COLLATE "C" NOT NULL,
  taken bigint NOT NULL,
  ends_at_ms bigint NOT NULL,
  CONSTRAINT rate_limit_window_pkey PRIMARY KEY (name)
);

CREATE TABLE recovery_code (
  did text COLLATE "C" NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT recovery_code_pkey PRIMARY KEY (did, hash)
);

CREATE TABLE refresh_token (
  id bytea NOT NULL,
  did text COLLATE "C" NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  rotated_at timestamp with time zone,
  app_password_name text COLLATE "C",
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  session_id text COLLATE "C",
  opened_at timestamp with time zone,
  ip text,
  user_agent text,
  CONSTRAINT refresh_token_pkey PRIMARY KEY (id)
);
CREATE INDEX refresh_token_did_idx ON refresh_token USING btree (did);
CREATE INDEX refresh_token_expires_at_idx ON refresh_token USING btree (expires_at);

CREATE TABLE repo (
  repo_id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  did text COLLATE "C" NOT NULL,
  root bytea NOT NULL,
  data bytea NOT NULL,
  rev text COLLATE "C" NOT NULL,
  commit_block bytea NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  state_changes integer NOT NULL DEFAULT 0,
  is_held boolean NOT NULL DEFAULT false,
  CONSTRAINT repo_pkey PRIMARY KEY (repo_id),
  CONSTRAINT repo_did_key UNIQUE (did)
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX repo_held_idx ON repo USING btree (did) WHERE is_held;

CREATE TABLE repo_blob_ref (
  repo_id bigint NOT NULL,
  path text COLLATE "C" NOT NULL,
  cid bytea NOT NULL,
  CONSTRAINT repo_blob_ref_pkey PRIMARY KEY (repo_id, path, cid)
);
CREATE INDEX repo_blob_ref_cid_idx ON repo_blob_ref USING btree (repo_id, cid);

CREATE TABLE repo_collection (
  repo_id bigint NOT NULL,
  collection text COLLATE "C" NOT NULL,
  CONSTRAINT repo_collection_pkey PRIMARY KEY (repo_id, collection)
);
CREATE INDEX repo_collection_collection_idx ON repo_collection USING btree (collection, repo_id);

CREATE TABLE repo_event (
  id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  did text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  frame bytea NOT NULL,
  seq_offset integer NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT repo_event_pkey PRIMARY KEY (id)
);
ALTER TABLE repo_event ALTER COLUMN frame SET STORAGE EXTERNAL;
CREATE INDEX repo_event_did_idx ON repo_event USING btree (did);

CREATE TABLE repo_import (
  import_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  did text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  arrived jsonb,
  arrived_at timestamp with time zone,
  repo_id bigint,
  seen_at timestamp with time zone,
  CONSTRAINT repo_import_pkey PRIMARY KEY (import_id)
);
CREATE INDEX repo_import_created_at_idx ON repo_import USING btree (created_at);

CREATE TABLE repo_import_block (
  import_id bigint NOT NULL,
  n integer NOT NULL,
  kind smallint NOT NULL,
  path text COLLATE "C",
  cid bytea,
  content bytea,
  CONSTRAINT repo_import_block_pkey PRIMARY KEY (import_id, n)
);
ALTER TABLE repo_import_block ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX repo_import_block_loose_key ON repo_import_block USING btree (import_id, cid) WHERE (kind = 6);

CREATE TABLE repo_node (
  repo_id bigint NOT NULL,
  cid bytea NOT NULL,
  content bytea NOT NULL,
  rev text COLLATE "C" NOT NULL,
  CONSTRAINT repo_node_pkey PRIMARY KEY (repo_id, cid)
) WITH (autovacuum_vacuum_scale_factor=0.05);
ALTER TABLE repo_node ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE repo_record (
  repo_id bigint NOT NULL,
  path text COLLATE "C" NOT NULL,
  cid bytea NOT NULL,
  content bytea NOT NULL,
  rev text COLLATE "C" NOT NULL,
  takedown_ref text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT repo_record_pkey PRIMARY KEY (repo_id, path)
);
ALTER TABLE repo_record ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX repo_record_cid_idx ON repo_record USING btree (repo_id, cid);

CREATE TABLE repo_removed (
  repo_id bigint NOT NULL,
  removed_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT repo_removed_pkey PRIMARY KEY (repo_id)
);

CREATE TABLE repo_subject (
  repo_id bigint NOT NULL,
  path text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  CONSTRAINT repo_subject_pkey PRIMARY KEY (repo_id, path)
);
CREATE INDEX repo_subject_subject_idx ON repo_subject USING btree (repo_id, subject, path);

CREATE TABLE report (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  reporter text COLLATE "C",
  reason_type text COLLATE "C" NOT NULL,
  subject_did text COLLATE "C",
  subject_uri text COLLATE "C",
  content text NOT NULL,
  state text NOT NULL DEFAULT 'open'::text,
  created_at timestamp with time zone NOT NULL,
  resolved_at timestamp with time zone,
  resolved_by text,
  resolution text,
  forward_to text COLLATE "C",
  forwarding text NOT NULL,
  forwarded_at timestamp with time zone,
  forward_note text,
  CONSTRAINT report_pkey PRIMARY KEY (id)
);
CREATE INDEX report_reporter_idx ON report USING btree (reporter) WHERE (reporter IS NOT NULL);
CREATE INDEX report_state_idx ON report USING btree (state, id);
CREATE INDEX report_subject_idx ON report USING btree (subject_did, id) WHERE (subject_did IS NOT NULL);
CREATE INDEX report_waiting_idx ON report USING btree (id) WHERE (forwarding = 'waiting'::text);

CREATE TABLE reserved_signing_key (
  did_key text COLLATE "C" NOT NULL,
  did text COLLATE "C",
  wrapped bytea NOT NULL,
  kek_id text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  taken_at timestamp with time zone,
  CONSTRAINT reserved_signing_key_pkey PRIMARY KEY (did_key)
);
CREATE UNIQUE INDEX reserved_signing_key_did_key ON reserved_signing_key USING btree (did);
CREATE INDEX reserved_signing_key_expires_at_idx ON reserved_signing_key USING btree (expires_at);

CREATE TABLE restoration (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  backup_id text COLLATE "C" NOT NULL,
  public_url text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  restored_at timestamp with time zone NOT NULL,
  former_seq bigint NOT NULL,
  next_seq bigint NOT NULL,
  ends_sessions boolean NOT NULL,
  last_did text COLLATE "C",
  announced bigint NOT NULL DEFAULT 0,
  moved_away bigint NOT NULL DEFAULT 0,
  finished_at timestamp with time zone,
  CONSTRAINT restoration_pkey PRIMARY KEY (id)
);

CREATE TABLE retention_setting (
  data_class text COLLATE "C" NOT NULL,
  days integer NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT retention_setting_pkey PRIMARY KEY (data_class)
);

CREATE TABLE revoked_session (
  id text COLLATE "C" NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT revoked_session_pkey PRIMARY KEY (id)
);
CREATE INDEX revoked_session_until_idx ON revoked_session USING btree (until);

CREATE TABLE saml_key (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  state text COLLATE "C" NOT NULL,
  certificate bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT saml_key_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX saml_key_state_key ON saml_key USING btree (connection_id, state);

CREATE TABLE saml_logout (
  id text COLLATE "C" NOT NULL,
  connection_id uuid NOT NULL,
  back text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT saml_logout_pkey PRIMARY KEY (id)
);
CREATE INDEX saml_logout_expires_at_idx ON saml_logout USING btree (expires_at);

CREATE TABLE saml_message (
  connection_id uuid NOT NULL,
  id text COLLATE "C" NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT saml_message_pkey PRIMARY KEY (connection_id, id)
);
CREATE INDEX saml_message_expires_at_idx ON saml_message USING btree (expires_at);

CREATE TABLE saml_provider (
  connection_id uuid NOT NULL,
  party jsonb NOT NULL,
  source text COLLATE "C" NOT NULL,
  read_at timestamp with time zone NOT NULL,
  tried_at timestamp with time zone NOT NULL,
  problem text,
  CONSTRAINT saml_provider_pkey PRIMARY KEY (connection_id)
);

CREATE TABLE saml_session (
  connection_id uuid NOT NULL,
  subject text COLLATE "C" NOT NULL,
  sid text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  name_id jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT saml_session_pkey PRIMARY KEY (connection_id, subject, sid)
);
CREATE INDEX saml_session_created_at_idx ON saml_session USING btree (created_at);
CREATE INDEX saml_session_name_idx ON saml_session USING btree (connection_id, name);

CREATE TABLE schema_migration (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  "timestamp" bigint NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT schema_migration_pkey PRIMARY KEY (id),
  CONSTRAINT schema_migration_name_key UNIQUE (name)
);

CREATE TABLE scim_breaker (
  connection_id uuid NOT NULL,
  stopped_at timestamp with time zone,
  resumed_at timestamp with time zone,
  passes integer NOT NULL DEFAULT 0,
  CONSTRAINT scim_breaker_pkey PRIMARY KEY (connection_id)
);

CREATE TABLE scim_departure (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  connection_id uuid NOT NULL,
  user_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT scim_departure_pkey PRIMARY KEY (id)
);
CREATE INDEX scim_departure_at_idx ON scim_departure USING btree (at);
CREATE INDEX scim_departure_connection_idx ON scim_departure USING btree (connection_id, at);

CREATE TABLE scim_event (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  action text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  resource_id text COLLATE "C",
  name text,
  did text COLLATE "C",
  detail text,
  CONSTRAINT scim_event_pkey PRIMARY KEY (id)
);
CREATE INDEX scim_event_at_idx ON scim_event USING btree (at);
CREATE INDEX scim_event_connection_idx ON scim_event USING btree (connection_id, id);
CREATE INDEX scim_event_connection_outcome_idx ON scim_event USING btree (connection_id, outcome, id);
CREATE INDEX scim_event_outcome_idx ON scim_event USING btree (outcome, id);

CREATE TABLE scim_group (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  display_name text NOT NULL,
  external_id text COLLATE "C",
  version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT scim_group_pkey PRIMARY KEY (id)
);
CREATE INDEX scim_group_connection_idx ON scim_group USING btree (connection_id, id);
CREATE UNIQUE INDEX scim_group_display_name_key ON scim_group USING btree (connection_id, lower(display_name));

CREATE TABLE scim_group_member (
  group_id uuid NOT NULL,
  user_id uuid NOT NULL,
  CONSTRAINT scim_group_member_pkey PRIMARY KEY (group_id, user_id)
);
CREATE INDEX scim_group_member_user_id_idx ON scim_group_member USING btree (user_id);

CREATE TABLE scim_leaver (
  did text COLLATE "C" NOT NULL,
  connection_id uuid NOT NULL,
  mode text COLLATE "C" NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT scim_leaver_pkey PRIMARY KEY (did, connection_id)
);

CREATE TABLE scim_token (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  former_hash bytea,
  former_until timestamp with time zone,
  created_by text COLLATE "C",
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  used_at timestamp with time zone,
  used_ip text,
  CONSTRAINT scim_token_pkey PRIMARY KEY (id)
);
CREATE INDEX scim_token_connection_idx ON scim_token USING btree (connection_id, id);
CREATE UNIQUE INDEX scim_token_former_hash_key ON scim_token USING btree (former_hash) WHERE (former_hash IS NOT NULL);
CREATE UNIQUE INDEX scim_token_secret_hash_key ON scim_token USING btree (secret_hash);

CREATE TABLE scim_user (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  user_name text NOT NULL,
  external_id text COLLATE "C",
  active boolean NOT NULL,
  attributes jsonb NOT NULL,
  did text COLLATE "C",
  version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT scim_user_pkey PRIMARY KEY (id)
);
CREATE INDEX scim_user_connection_idx ON scim_user USING btree (connection_id, id);
CREATE INDEX scim_user_did_idx ON scim_user USING btree (did);
CREATE UNIQUE INDEX scim_user_external_id_key ON scim_user USING btree (connection_id, external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX scim_user_user_name_key ON scim_user USING btree (connection_id, lower(user_name));

CREATE TABLE security_event (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  did text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  at timestamp with time zone NOT NULL,
  ip text,
  user_agent text,
  device_id bytea,
  details jsonb NOT NULL,
  CONSTRAINT security_event_pkey PRIMARY KEY (id)
);
CREATE INDEX security_event_at_idx ON security_event USING btree (at);
CREATE INDEX security_event_device_idx ON security_event USING btree (did, device_id);
CREATE INDEX security_event_did_idx ON security_event USING btree (did, id);

CREATE TABLE sequencer_state (
  id smallint NOT NULL DEFAULT 1,
  last_seq bigint NOT NULL DEFAULT 0,
  pruned_seq bigint NOT NULL DEFAULT 0,
  removed_seq bigint,
  CONSTRAINT sequencer_state_pkey PRIMARY KEY (id),
  CONSTRAINT sequencer_state_id_check CHECK ((id = 1))
) WITH (fillfactor=10, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000);

CREATE TABLE service_document (
  name text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  made_at timestamp with time zone NOT NULL,
  made_by text,
  CONSTRAINT service_document_pkey PRIMARY KEY (name, version)
);

CREATE TABLE sign_in_failure (
  key bytea NOT NULL,
  failures integer NOT NULL,
  last_failed_at timestamp with time zone NOT NULL,
  CONSTRAINT sign_in_failure_pkey PRIMARY KEY (key)
);
CREATE INDEX sign_in_failure_last_failed_at_idx ON sign_in_failure USING btree (last_failed_at);

CREATE TABLE sign_in_network (
  key bytea NOT NULL,
  did text COLLATE "C" NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT sign_in_network_pkey PRIMARY KEY (key)
);
CREATE INDEX sign_in_network_did_idx ON sign_in_network USING btree (did);
CREATE INDEX sign_in_network_seen_at_idx ON sign_in_network USING btree (seen_at);

CREATE TABLE sign_up_day (
  day date NOT NULL,
  count integer NOT NULL,
  CONSTRAINT sign_up_day_pkey PRIMARY KEY (day)
);

CREATE TABLE signing_key (
  did text COLLATE "C" NOT NULL,
  did_key text NOT NULL,
  wrapped bytea NOT NULL,
  kek_id text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT signing_key_pkey PRIMARY KEY (did)
);
CREATE INDEX signing_key_kek_id_idx ON signing_key USING btree (kek_id);

CREATE TABLE sso_connection (
  id uuid NOT NULL,
  name text NOT NULL,
  kind text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  issuer text COLLATE "C" NOT NULL,
  settings jsonb NOT NULL,
  policy jsonb NOT NULL,
  managed_by text COLLATE "C" NOT NULL,
  revision integer NOT NULL,
  health jsonb,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT sso_connection_pkey PRIMARY KEY (id)
);

CREATE TABLE sso_exception (
  did text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  granted_by text COLLATE "C",
  granted_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT sso_exception_pkey PRIMARY KEY (did)
);

CREATE TABLE sso_logout_token (
  connection_id uuid NOT NULL,
  jti text COLLATE "C" NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT sso_logout_token_pkey PRIMARY KEY (connection_id, jti)
);
CREATE INDEX sso_logout_token_expires_at_idx ON sso_logout_token USING btree (expires_at);

CREATE TABLE sso_secret (
  id text COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL,
  kek_id text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT sso_secret_pkey PRIMARY KEY (id)
);

CREATE TABLE sso_session (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  subject text COLLATE "C" NOT NULL,
  did text COLLATE "C" NOT NULL,
  device_id bytea NOT NULL,
  sid text COLLATE "C",
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  id_token bytea,
  id_token_kek_id text COLLATE "C",
  ended_at timestamp with time zone,
  CONSTRAINT sso_session_pkey PRIMARY KEY (id)
);
CREATE INDEX sso_session_did_idx ON sso_session USING btree (did);
CREATE INDEX sso_session_expires_at_idx ON sso_session USING btree (expires_at);
CREATE INDEX sso_session_sid_idx ON sso_session USING btree (connection_id, sid);
CREATE INDEX sso_session_subject_idx ON sso_session USING btree (connection_id, subject);

CREATE TABLE sso_setup_link (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  name text NOT NULL,
  kind text COLLATE "C" NOT NULL,
  token_hash bytea NOT NULL,
  device_id bytea,
  saves integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  opened_at timestamp with time zone,
  submitted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT sso_setup_link_pkey PRIMARY KEY (id)
);
CREATE INDEX sso_setup_link_expires_at_idx ON sso_setup_link USING btree (expires_at);
CREATE UNIQUE INDEX sso_setup_link_token_hash_key ON sso_setup_link USING btree (token_hash);

CREATE TABLE sso_trace (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  code text COLLATE "C",
  details jsonb NOT NULL,
  subject text COLLATE "C",
  CONSTRAINT sso_trace_pkey PRIMARY KEY (id)
);
CREATE INDEX sso_trace_at_idx ON sso_trace USING btree (at);
CREATE INDEX sso_trace_connection_idx ON sso_trace USING btree (connection_id, id);
CREATE INDEX sso_trace_outcome_idx ON sso_trace USING btree (connection_id, outcome, id);
CREATE INDEX sso_trace_subject_idx ON sso_trace USING btree (connection_id, subject) WHERE (subject IS NOT NULL);

CREATE TABLE sso_transaction (
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  device_id bytea NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  back text NOT NULL,
  did text COLLATE "C",
  login_hint text,
  state_hash bytea NOT NULL,
  request_id text COLLATE "C",
  started_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  claims jsonb,
  finished_at timestamp with time zone,
  is_forced boolean NOT NULL DEFAULT false,
  id_token bytea,
  id_token_kek_id text COLLATE "C",
  CONSTRAINT sso_transaction_pkey PRIMARY KEY (id)
);
CREATE INDEX sso_transaction_expires_at_idx ON sso_transaction USING btree (expires_at);
CREATE UNIQUE INDEX sso_transaction_state_hash_key ON sso_transaction USING btree (state_hash);

CREATE TABLE terms_acceptance (
  did text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  accepted_at timestamp with time zone NOT NULL,
  locale text,
  ip text,
  via text COLLATE "C" NOT NULL DEFAULT 'organization'::text,
  asked boolean NOT NULL DEFAULT true,
  CONSTRAINT terms_acceptance_pkey PRIMARY KEY (did, version)
);
CREATE INDEX terms_acceptance_at_idx ON terms_acceptance USING btree (accepted_at, did, version);
CREATE INDEX terms_acceptance_version_idx ON terms_acceptance USING btree (version, accepted_at, did);

CREATE TABLE terms_version (
  id uuid NOT NULL,
  domain text COLLATE "C",
  terms_url text,
  privacy_url text,
  body text,
  digest text COLLATE "C" NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  asks_again boolean NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT terms_version_pkey PRIMARY KEY (id)
);

CREATE TABLE totp_factor (
  did text COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL,
  kek_id text COLLATE "C" NOT NULL,
  begun_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  last_step bigint,
  CONSTRAINT totp_factor_pkey PRIMARY KEY (did)
);

CREATE TABLE trusted_browser (
  device_id bytea NOT NULL,
  did text COLLATE "C" NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT trusted_browser_pkey PRIMARY KEY (device_id, did)
);
CREATE INDEX trusted_browser_did_idx ON trusted_browser USING btree (did);
CREATE INDEX trusted_browser_until_idx ON trusted_browser USING btree (until);

CREATE TABLE used_token (
  key bytea NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT used_token_pkey PRIMARY KEY (key)
);
CREATE INDEX used_token_until_idx ON used_token USING btree (until);

CREATE TABLE waiting_mail (
  id uuid NOT NULL,
  sealed text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT waiting_mail_pkey PRIMARY KEY (id)
);

CREATE TABLE web_identity (
  did text COLLATE "C" NOT NULL,
  handle text COLLATE "C",
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  ended_at timestamp with time zone,
  CONSTRAINT web_identity_pkey PRIMARY KEY (did)
);

CREATE TABLE webhook (
  id uuid NOT NULL,
  url text NOT NULL,
  description text NOT NULL,
  events jsonb NOT NULL,
  personal boolean NOT NULL,
  disabled_at timestamp with time zone,
  disabled_reason text,
  failures integer NOT NULL DEFAULT 0,
  paused_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT webhook_pkey PRIMARY KEY (id)
);

CREATE TABLE webhook_delivery (
  id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  type text COLLATE "C" NOT NULL,
  body text NOT NULL,
  state text COLLATE "C" NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL,
  tried_since timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  attempted_at timestamp with time zone,
  ended_at timestamp with time zone,
  status integer,
  error text,
  CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_delivery_due_idx ON webhook_delivery USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX webhook_delivery_ended_idx ON webhook_delivery USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX webhook_delivery_state_idx ON webhook_delivery USING btree (webhook_id, state, id);
CREATE INDEX webhook_delivery_type_idx ON webhook_delivery USING btree (webhook_id, type, id);
CREATE INDEX webhook_delivery_webhook_idx ON webhook_delivery USING btree (webhook_id, id);

CREATE TABLE webhook_secret (
  id text COLLATE "C" NOT NULL,
  webhook_id uuid NOT NULL,
  wrapped bytea NOT NULL,
  kek_id text COLLATE "C" NOT NULL,
  created_at timestamp with time zone NOT NULL,
  good_until timestamp with time zone,
  CONSTRAINT webhook_secret_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_secret_webhook_idx ON webhook_secret USING btree (webhook_id);

CREATE TABLE withheld_repo (
  relay text COLLATE "C" NOT NULL,
  did text COLLATE "C" NOT NULL,
  status text NOT NULL,
  found_at timestamp with time zone NOT NULL,
  CONSTRAINT withheld_repo_pkey PRIMARY KEY (relay, did)
);
CREATE INDEX withheld_repo_did_idx ON withheld_repo USING btree (did);

ALTER TABLE oauth_handed_session ADD CONSTRAINT oauth_handed_session_account_fkey FOREIGN KEY (device_id, did) REFERENCES oauth_device_account(device_id, did) ON DELETE CASCADE;
ALTER TABLE saml_key ADD CONSTRAINT saml_key_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES sso_connection(id) ON DELETE CASCADE;
ALTER TABLE saml_provider ADD CONSTRAINT saml_provider_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES sso_connection(id) ON DELETE CASCADE;
ALTER TABLE scim_group_member ADD CONSTRAINT scim_group_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES scim_group(id) ON DELETE CASCADE;
ALTER TABLE scim_group_member ADD CONSTRAINT scim_group_member_user_id_fkey FOREIGN KEY (user_id) REFERENCES scim_user(id) ON DELETE CASCADE;

CREATE OR REPLACE FUNCTION audit_entry_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('guildhall.audit_retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'entries of the audit are neither changed nor removed';
END
$function$;

CREATE OR REPLACE FUNCTION invite_code_used()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
   BEGIN
     UPDATE invite_code SET uses = uses + 1 WHERE code = NEW.code;
     RETURN NULL;
   END
   $function$;

CREATE TRIGGER audit_entry_guard BEFORE DELETE OR UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_guard();
CREATE TRIGGER audit_entry_guard_all BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_guard();
CREATE TRIGGER invite_code_used AFTER INSERT ON invite_code_use FOR EACH ROW EXECUTE FUNCTION invite_code_used();
