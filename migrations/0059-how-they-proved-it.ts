import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How whoever is signed in in a browser has shown who they are. */
export class HowTheyProvedIt0000000000059 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE oauth_device_account ADD COLUMN proved_by text COLLATE "C"`)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
