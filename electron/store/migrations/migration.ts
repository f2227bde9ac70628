/** One step of the schema. `to` is the `user_version` the database has afterwards. */
export interface Migration {
  readonly to: number;
  readonly sql: string;
}
