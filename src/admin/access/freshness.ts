/** So long ago may somebody have shown that it is them who wants to do what cannot be undone. */
export const FRESH_MS = 10 * 60 * 1000
