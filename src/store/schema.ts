import type { DatabaseFormat } from './database.js'

/**
 * The tables. SQLite is the truth for labels, documents, text, vectors, known values and cursors; everything in
 * memory and in other files is derived from it and carries what it was derived from
 * (docs/decisions.md#what-is-truth).
 *
 * What people wrote (ids, texts, titles) is UTF-8 in blobs: byte-exact comparison, no collation, no NUL trap.
 * `revision` is the number of the commit that last touched a row; with `gone` it is what another process
 * needs in order to follow. Document numbers are never reused, so a piece `(document, ordinal)` never
 * changes: only its label does, and its vector with the vector generation.
 */
export const STORE_FORMAT: DatabaseFormat = {
  applicationId: 0x72_77_6c_31,
  migrations: [
    `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE labels (
      id INTEGER PRIMARY KEY,
      canonical TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE documents (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE,
      connector BLOB NOT NULL,
      uri BLOB NOT NULL,
      title BLOB,
      kind TEXT NOT NULL,
      retrievable INTEGER NOT NULL,
      origin TEXT NOT NULL,
      license BLOB,
      label INTEGER NOT NULL REFERENCES labels (id),
      digest TEXT NOT NULL,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX documents_by_revision ON documents (revision);
    CREATE INDEX documents_by_label ON documents (label, number);

    CREATE TABLE gone (number INTEGER PRIMARY KEY, revision INTEGER NOT NULL) STRICT;
    CREATE INDEX gone_by_revision ON gone (revision);

    CREATE TABLE pieces (
      document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      text BLOB NOT NULL,
      PRIMARY KEY (document, ordinal)
    ) STRICT;

    CREATE TABLE vectors (
      document INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      generation INTEGER NOT NULL,
      vector BLOB NOT NULL,
      PRIMARY KEY (document, ordinal, generation),
      FOREIGN KEY (document, ordinal) REFERENCES pieces (document, ordinal) ON DELETE CASCADE
    ) STRICT;

    CREATE TABLE known_values (
      digest TEXT NOT NULL,
      document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
      entity TEXT NOT NULL,
      PRIMARY KEY (digest, document, entity)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX known_values_by_document ON known_values (document);

    CREATE TABLE cursors (connector BLOB PRIMARY KEY, cursor BLOB NOT NULL) STRICT;

    CREATE TABLE held (call TEXT PRIMARY KEY, bytes BLOB NOT NULL, created INTEGER NOT NULL) STRICT;
    `,
    // One row per document, not one per term: read whole at opening, searched in memory, gone with its document.
    `
    CREATE TABLE document_terms (
      document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
      terms BLOB NOT NULL
    ) STRICT;
    `,
    // A label with a container is not its canonical form but what `means` says now; times are milliseconds, 0 unknown.
    `
    ALTER TABLE labels ADD COLUMN container BLOB;
    ALTER TABLE labels ADD COLUMN means TEXT;
    ALTER TABLE labels ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE labels ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX labels_by_container ON labels (container) WHERE container IS NOT NULL;
    CREATE INDEX labels_by_revision ON labels (revision);

    CREATE TABLE containers (
      id BLOB PRIMARY KEY,
      connector BLOB NOT NULL,
      parent BLOB,
      permissions BLOB NOT NULL,
      checked INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX containers_by_parent ON containers (parent);

    ALTER TABLE documents ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE documents ADD COLUMN labelled INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE cursors ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
    `,
    // What readers were told: a keyed digest of the reader, keyed pieces, numbers that are never given twice.
    `
    CREATE TABLE told (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      reader TEXT NOT NULL,
      at INTEGER NOT NULL,
      leads BLOB NOT NULL,
      pieces BLOB NOT NULL
    ) STRICT;
    CREATE INDEX told_by_reader ON told (reader, number);
    CREATE INDEX told_by_time ON told (at);
    `,
    // Batches that came with a key of their sender's: keyed digests of both, and what was done.
    `
    CREATE TABLE applied (
      key TEXT PRIMARY KEY,
      request TEXT NOT NULL,
      at INTEGER NOT NULL,
      summary BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX applied_by_time ON applied (at);
    `,
    // Where in its source parts of a document stand, as JSON; gone with the document.
    `
    CREATE TABLE document_positions (
      document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
      positions BLOB NOT NULL
    ) STRICT;
    `,
  ],
}
