import type pg from 'pg'

/** Where that is which a restore replaces, until the restore has come to its end. */
const ASIDE = 'before_restore'

/** The queues of background work, in a schema of their own. They belong to what was there: what is due is scheduled anew. */
const QUEUES = 'bullmq'
const QUEUES_ASIDE = `${QUEUES}_${ASIDE}`

/** What there is in a schema but for extensions, each piece as `present`, with statements to execute. */
const eachOf = (schema: string, ofTable: string, ofRoutine: string) => `
    FOR present IN SELECT format('${schema}.%I', tablename) AS name FROM pg_tables WHERE schemaname = '${schema}' LOOP
      EXECUTE format('${ofTable}', present.name);
    END LOOP;
    FOR present IN
      SELECT routine.oid::regprocedure AS name FROM pg_proc routine
       WHERE routine.pronamespace = '${schema}'::regnamespace AND routine.proowner = current_user::regrole
         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = routine.oid AND deptype = 'e')
    LOOP
      EXECUTE format('${ofRoutine}', present.name);
    END LOOP;`

const move = (from: string, to: string) =>
  eachOf(from, `ALTER TABLE %s SET SCHEMA ${to}`, `ALTER ROUTINE %s SET SCHEMA ${to}`)

const rename = (from: string, to: string) => `
    IF to_regnamespace('${from}') IS NOT NULL THEN ALTER SCHEMA ${from} RENAME TO ${to}; END IF;`

const block = (statements: string) => `DO $$ DECLARE present record; BEGIN ${statements} END $$`

const FORGET = `
    DROP SCHEMA IF EXISTS ${ASIDE} CASCADE;
    DROP SCHEMA IF EXISTS ${QUEUES_ASIDE} CASCADE;`

const SET_ASIDE = block(`${FORGET}
    CREATE SCHEMA ${ASIDE};
    ${move('public', ASIDE)}
    ${rename(QUEUES, QUEUES_ASIDE)}`)

const PUT_BACK = block(`
    ${eachOf('public', 'DROP TABLE %s CASCADE', 'DROP ROUTINE %s CASCADE')}
    DROP SCHEMA IF EXISTS ${QUEUES} CASCADE;
    ${move(ASIDE, 'public')}
    DROP SCHEMA ${ASIDE};
    ${rename(QUEUES_ASIDE, QUEUES)}`)

/** Puts all that a database has aside, in no time: nothing of it is copied. What an earlier restore has left aside is lost. */
export async function setAside(client: pg.ClientBase): Promise<void> {
  await client.query(SET_ASIDE)
}

/** Puts back what was set aside, in the place of all that there is now. */
export async function putBack(client: pg.ClientBase): Promise<void> {
  await client.query(PUT_BACK)
}

/** Drops what was set aside: to be called in the transaction that replaces it. */
export async function forgetAside(client: pg.ClientBase): Promise<void> {
  await client.query(block(FORGET))
}

/** Whether a restore has not come to its end, and what was there before it is still aside. @param rowsOf runs a statement */
export async function isAside(rowsOf: (text: string) => Promise<unknown[]>): Promise<boolean> {
  return (await rowsOf(`SELECT FROM pg_namespace WHERE nspname = '${ASIDE}'`)).length > 0
}
