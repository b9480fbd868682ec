export { type SqliteRecallOptions, type SqliteRecallStore, sqliteRecallStore } from './recall/sqlite.ts'
