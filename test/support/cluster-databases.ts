// Databases of a running PostgreSQL: made, addressed and dropped.
import { Client } from 'pg';

/** Its address. `template`: the database that it is a copy of. */
export async function createDatabase(cluster: string, name: string, template = 'template1'): Promise<string> {
  await onCluster(cluster, `create database ${name} template ${template}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}

/** Whoever is still connected to it is thrown out. */
export async function dropDatabase(cluster: string, name: string): Promise<void> {
  await onCluster(cluster, `drop database ${name} with (force)`);
}

async function onCluster(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
