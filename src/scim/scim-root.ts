/** Where directories are kept in step. */
export const SCIM_ROOT = 'scim/v2'
