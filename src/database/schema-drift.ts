import type { DataSource } from 'typeorm'

/**
 * What would have to change in the database to fit the entities: statements that TypeORM would issue.
 * Empty when the migrations and the entities say the same.
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log()
  return upQueries.map(({ query }) => query)
}
