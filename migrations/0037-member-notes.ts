import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE member_facts
     ADD COLUMN note text,
     ADD COLUMN tags text[] COLLATE "C" NOT NULL DEFAULT '{}'`,
  `CREATE INDEX member_facts_class_idx ON member_facts (class) WHERE (class IS NOT NULL)`,
  `CREATE INDEX member_facts_tags_idx ON member_facts USING gin (tags)`,
]

/** What administrators write down about accounts, and by which words they find them. */
export class MemberNotes0000000000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
