/** Where the database is: embedded (with its data in a file, or not kept), or elsewhere. */
export type DatabaseOptions =
  | { kind: 'embedded'; host: string; port: number; file: string | undefined }
  | { kind: 'endpoint'; url: string };
