/** A migration of the next release, by its name. */
export const NEWER = 'OfTheNextRelease0000000009999'

/** What a migration of the next release may do: it only adds. */
export const EXPAND = `
  ALTER TABLE account ADD COLUMN of_the_next_release text NOT NULL DEFAULT 'new';
  ALTER TABLE repo_record ADD COLUMN of_the_next_release integer;
  CREATE TABLE of_the_next_release (id integer PRIMARY KEY);
  INSERT INTO schema_migration ("timestamp", name, checksum) VALUES (9999, '${NEWER}', 'a checksum')`
