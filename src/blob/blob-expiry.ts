/*
 * When a blob expires, in SQL: for the statements that make and remove references, wherever they are. All times are
 * those of the database.
 */

/** How long a blob outlives its last reference, and how much time whoever wants to refer to it has at least. */
export const UNREFERENCED_GRACE = `interval '5 minutes'`

/** Whether any record of the repository refers to a row of `blob`. */
export const IS_REFERENCED = `EXISTS (
    SELECT FROM repo_blob_ref ref WHERE ref.repo_id = blob.repo_id AND ref.cid = blob.cid)`

/** Sets right when the blobs of a repository expire, after all its references were replaced. $1: id of the repository. */
export const SETTLE_EXPIRY = `
  UPDATE blob SET expires_at = CASE WHEN blob.expires_at IS NULL THEN now() + ${UNREFERENCED_GRACE} END
   WHERE blob.repo_id = $1::int8 AND (blob.expires_at IS NULL) <> ${IS_REFERENCED}`
