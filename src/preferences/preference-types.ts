import { app } from '@guildhall/lexicon'

const { nsid } = app.bsky.actor.getPreferences

/** Definitions have no constants; those of preferences lie in the document beside their methods. */
const DEFINITIONS = `${nsid.slice(0, nsid.lastIndexOf('.'))}.defs`

/** What applications may know of an age; worked out from the birth date, and never stored. */
export const DECLARED_AGE_TYPE = `${DEFINITIONS}#declaredAgePref`

/** Details of the person, such as the birth date. */
export const DETAILS_TYPE = `${DEFINITIONS}#personalDetailsPref`

/** The namespace whose preferences are kept here: `app.bsky`. */
export const NAMESPACE = nsid.split('.').slice(0, 2).join('.')
