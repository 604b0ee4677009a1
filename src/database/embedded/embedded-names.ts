/** Role that owns everything in the embedded cluster. */
export const EMBEDDED_USER = 'guildhall'
/** The one database in it. */
export const EMBEDDED_DATABASE = 'guildhall'
