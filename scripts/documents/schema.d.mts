/** The schema of a database as SQL; `query` runs a statement and gives its rows. */
export function schemaText(query: (text: string) => Promise<Record<string, unknown>[]>): Promise<string>
