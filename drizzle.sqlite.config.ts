// Where drizzle-kit finds the SQLite tables, and where it writes their migrations.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/schema.sqlite.ts',
  out: './src/store/migrations/sqlite',
});
