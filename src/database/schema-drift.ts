import type { DataSource, QueryRunner } from 'typeorm'

/**
 * What would have to change in the database to fit the entities: statements that TypeORM would issue.
 * Empty when the migrations and the entities say the same.
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const make = dataSource.createQueryRunner.bind(dataSource)
  dataSource.createQueryRunner = (mode) => inTurn(make(mode))
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log()
    return upQueries.map(({ query }) => query)
  } finally {
    dataSource.createQueryRunner = make
  }
}

/** TypeORM reads all tables at once, on one connection: pg will have no statement wait for another any more. */
function inTurn(runner: QueryRunner): QueryRunner {
  const query = runner.query.bind(runner) as (...asked: unknown[]) => Promise<never>
  let former: Promise<unknown> = Promise.resolve()
  runner.query = (...asked: unknown[]) => {
    const answer = former.then(() => query(...asked))
    former = answer.catch(() => undefined)
    return answer
  }
  return runner
}
