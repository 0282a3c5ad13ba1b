// Where drizzle-kit finds the PostgreSQL tables, and where it writes their migrations.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/store/schema.postgres.ts',
  out: './src/store/migrations/postgres',
});
